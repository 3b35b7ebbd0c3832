// Copies messages, and empties the input after sending.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  document.getElementById("announce").textContent = button.dataset.done;
  button.querySelector("span").textContent = button.dataset.done;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.matches("[data-clear]")) event.detail.elt.reset();
});
