"""What a browser is asked of how a page can be read."""

SPILL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A one-line field scrolls what is typed in it, so its text is never out of reach.
CUT_OFF = """() => [...document.querySelectorAll('body *:not(input)')]
    .filter(element => !element.closest('.vh, .visually-hidden, .stack thead, svg, .skip'))
    .filter(element => !element.closest('details:not([open])'))
    .filter(element => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
    .filter(element => element.scrollWidth > element.clientWidth + 1)
    .map(element => element.outerHTML.slice(0, 80))"""
SPACED_OUT = """() => {
    for (const element of document.querySelectorAll('body, body *')) {
        element.style.lineHeight = '1.5'; element.style.letterSpacing = '0.12em';
        element.style.wordSpacing = '0.16em';
    }
    for (const element of document.querySelectorAll('p')) { element.style.marginBottom = '2em'; }
}"""
# What stays in view and is taller than the window is cut off, and so is what scrolls by itself.
CUT_IN_VIEW = """() => [...document.querySelectorAll('main *')].filter(element => element.checkVisibility())
    .filter(element => {
        const look = getComputedStyle(element), box = element.getBoundingClientRect();
        return look.position === 'sticky' && (box.height > innerHeight - 24 || look.overflowY !== 'visible');
    })
    .map(element => element.outerHTML.slice(0, 80))"""
