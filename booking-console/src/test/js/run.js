/* Runs one test of a file, ?file=&test=, in a page of its own: modules keep state and listen to the document. */
const asked = new URLSearchParams(location.search);
const tests = (await import(`./${asked.get('file')}`)).default;
const names = Object.keys(tests);

if (asked.has('test')) {
  const failures = [];
  addEventListener('error', event => failures.push(event.message));
  try {
    await tests[names[asked.get('test')]]();
  } catch (failure) {
    failures.push(failure.stack ?? String(failure));
  }
  globalThis.outcome = failures.join('\n');
} else {
  globalThis.outcome = JSON.stringify(names);
}
