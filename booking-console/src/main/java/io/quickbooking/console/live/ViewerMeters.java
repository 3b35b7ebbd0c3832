package io.quickbooking.console.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How many pages this node keeps up to date. */
@Component
final class ViewerMeters implements MeterBinder {
    private final LiveHub hub;

    ViewerMeters(LiveHub hub) {
        this.hub = hub;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("quickbooking.live.viewers", hub, LiveHub::size)
                .description("Open live streams of this node")
                .register(registry);
    }
}
