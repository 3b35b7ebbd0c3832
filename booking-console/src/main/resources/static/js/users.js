// Finds a salon among many by a part of its name.
const search = document.getElementById('salon-search');
search?.addEventListener('input', () => {
  const wanted = search.value.trim().toLocaleLowerCase();
  for (const choice of document.querySelectorAll('.salons .choice')) {
    choice.hidden = !choice.textContent.toLocaleLowerCase().includes(wanted);
  }
});
search?.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') {
    event.preventDefault();
  }
});
