/* Keeps the times that a form offers in step with its fields; the form cannot be sent until they agree. */
(() => {
  'use strict';

  const forms = () => [...document.querySelectorAll('form[data-offers]')];
  const chosen = form => [...form.querySelectorAll('[data-choice]')].map(field => field.value.trim()).join('|');
  const isOffered = form => form.elements.shown?.value === chosen(form);
  const button = form => form.querySelector('[data-offer]');

  function settle(form) {
    const agrees = isOffered(form);
    form.classList.toggle('is-asking', !agrees);
    form.querySelectorAll('[data-needs-offer]').forEach(send => {
      send.disabled = !agrees || form.elements.shown.dataset.empty === 'true';
    });
  }

  function ask(form) {
    if (!isOffered(form) && [...form.querySelectorAll('[data-choice]')].every(field => field.checkValidity())) {
      button(form).dispatchEvent(new CustomEvent('offer'));
    }
  }

  document.addEventListener('change', event => {
    const form = event.target.matches('[data-choice]') && event.target.form;
    if (form) {
      settle(form);
      ask(form);
    }
  });
  document.addEventListener('htmx:afterSettle', () => forms().forEach(settle));
  ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'].forEach(type => document.addEventListener(type, event => {
    // The user can ask for them with the button.
    if (event.target.matches('[data-offer]')) {
      event.target.classList.remove('no-js-only');
    }
  }));
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.matches('[data-offers]') && !isOffered(form) && !event.submitter?.matches('[name=show], [name=at]')) {
      event.preventDefault();
      settle(form);
      ask(form);
    }
  }, true);
  // After a reload or a step back, the browser restores earlier choices once the page has loaded.
  addEventListener('pageshow', () => forms().forEach(form => {
    settle(form);
    ask(form);
  }));
  // Enter must book, although the first button of the form is another one.
  document.addEventListener('keydown', event => {
    const form = event.key === 'Enter' && event.target.matches('[data-offers] input') && event.target.form;
    if (form) {
      event.preventDefault();
      const send = form.querySelector('[data-needs-offer]');
      if (!send.disabled) {
        form.requestSubmit(send);
      }
    }
  });
})();
