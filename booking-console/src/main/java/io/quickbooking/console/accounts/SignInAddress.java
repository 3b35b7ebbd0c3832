package io.quickbooking.console.accounts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What of an address is one place: an IPv6 network of 64 bits is handed out as a whole, so its addresses are as one. */
final class SignInAddress {
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int NETWORK_BYTES = 8;

    private SignInAddress() {}

    /** Anything but an IPv6 address is returned as it is. */
    static String network(String address) {
        String bare = address.replaceAll("^\\[|].*$|%.*$", "");
        if (!IPV6.matcher(bare).matches()) {
            return address;
        }
        try {
            // A literal: nothing is looked up for a text with colons.
            InetAddress parsed = InetAddress.getByName(bare);
            if (!(parsed instanceof Inet6Address)) {
                return parsed.getHostAddress();
            }
            byte[] network = Arrays.copyOf(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES), 16);
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
