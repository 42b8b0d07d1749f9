// Marks every control that the tab key must reach with a number, and says how many there are.
(() => {
  const candidates = 'a[href], button:not(:disabled), select, input:not([type=radio]), input[type=radio]:checked, summary, [tabindex="0"]';
  const controls = [...document.querySelectorAll(candidates)].filter((element) => !element.closest('[hidden]') && element.checkVisibility());
  controls.forEach((element, index) => { element.dataset.control = index; });
  return controls.map((element) => element.id || element.textContent.trim().slice(0, 40) || element.tagName);
})()
