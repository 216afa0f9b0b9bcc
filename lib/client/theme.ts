/** The chosen look of the page; no entry means: as the system says. */

export const THEME_STORE = 'kopilka.theme';

/** Runs before the first paint, so that a dark page never flashes white. */
export const themeScript = `try{var t=localStorage.getItem('${THEME_STORE}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`;
