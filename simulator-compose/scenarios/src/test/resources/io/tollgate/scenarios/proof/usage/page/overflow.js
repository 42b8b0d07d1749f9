// What reaches beyond the right edge, and is in nothing that scrolls by itself.
[...document.querySelectorAll('body *')]
  .filter((element) => element.checkVisibility() && !element.closest('.scroll, dialog pre, .sr-only, table.cards thead')
    && element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
