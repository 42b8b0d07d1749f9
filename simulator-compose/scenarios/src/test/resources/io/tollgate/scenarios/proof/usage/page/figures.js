// Every figure that is on the page, whether it can be seen at the moment or not.
[...document.querySelectorAll('data')].map((element) => ({
  value: element.value,
  text: element.textContent,
  title: element.title,
  kind: element.dataset.kind,
  terms: element.dataset.terms.split('\n').filter(Boolean),
}))
