// What has the focus: the number of the control, and whether one can see it.
(() => {
  const element = document.activeElement;
  const shows = (at) => at && getComputedStyle(at).outlineStyle !== 'none' && parseFloat(getComputedStyle(at).outlineWidth) >= 2;
  const ground = element.querySelector(':scope > .column-ground');
  return {
    control: Number(element.dataset.control ?? -1),
    what: element.id || element.textContent.trim().slice(0, 40),
    isVisible: Boolean(shows(element) || shows(element.nextElementSibling) || (ground && getComputedStyle(ground).stroke !== 'none')),
    isBody: element === document.body,
  };
})()
