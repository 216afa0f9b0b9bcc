/**
 * The page that the service worker keeps for the time without a connection.
 * Whole in itself, because nothing else can be loaded then; the cart is read from
 * where it is stored, names of dishes from what the menu page remembered.
 */
import { createHash } from 'node:crypto';
import { CART_STORE } from '@/lib/client/cart-store-name';
import { MENU_STORE } from '@/lib/client/menu-memory';
import { en } from '@/lib/messages/en';
import { LOCALE_STORE } from '@/lib/messages/locale-store';
import { ru } from '@/lib/messages/ru';

export const dynamic = 'force-static';

const keys = ['offline.title', 'offline.text', 'offline.cart', 'offline.retry'] as const;
const texts = Object.fromEntries(
  [
    ['ru', ru],
    ['en', en],
  ].map(([locale, all]) => [
    locale,
    Object.fromEntries(keys.map((key) => [key, (all as typeof ru)[key]])),
  ]),
);

const style = `
:root{color-scheme:light dark;--paper:light-dark(#faf7f2,#1a1216);--surface:light-dark(#fff,#251b20);--line:light-dark(#e6ddd2,#42333a);--ink:light-dark(#2a1a22,#f7eef1);--muted:light-dark(#6f5c64,#b9a5ad);--accent:light-dark(#a3154f,#c22a64);--honey:light-dark(#e5a11b,#eab33c)}
[data-theme=light]{color-scheme:light}[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:24rem;min-height:100dvh;margin:auto;padding:3rem 1.25rem;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center}
svg{width:8rem}h1{font-size:1.875rem;line-height:1.2;margin:1.25rem 0 .5rem}p{margin:0;color:var(--muted)}
section{width:100%;margin-top:1.75rem;padding:1rem 1.25rem;border-radius:24px;background:var(--surface);text-align:start}
h2{margin:0;font-size:1.1875rem}ul{margin:.25rem 0 0;padding:0;list-style:none}
li{display:flex;justify-content:space-between;gap:1rem;padding:.6rem 0;border-bottom:1px solid var(--line)}li:last-child{border:0}li b{font-weight:400;color:var(--muted)}
button{margin-top:1.75rem;min-height:3.25rem;padding:0 1.75rem;border:0;border-radius:16px;background:var(--accent);color:#fff;font:600 1rem system-ui,sans-serif;cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}[hidden]{display:none}`;

const pot = `<svg viewBox="0 0 120 120" aria-hidden="true"><path d="M28 52c-8 10-11 20-9 31 3 15 18 23 41 23s38-8 41-23c2-11-1-21-9-31z" fill="var(--accent)"/><rect x="22" y="40" width="76" height="15" rx="7.5" fill="var(--accent)"/><rect x="22" y="40" width="76" height="15" rx="7.5" fill="#fff" opacity=".16"/><path d="M24 66c4 3 8 3 12 0s8-3 12 0 8 3 12 0 8-3 12 0 8 3 12 0 8-3 12 0" fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="3" stroke-linecap="round"/><circle cx="60" cy="26" r="15" fill="var(--honey)" opacity=".5"/></svg>`;

/** Runs in the page: words in its language, the cart's dishes, and back as soon as possible. */
const script = `(function(){
function read(k){try{return JSON.parse(localStorage.getItem(k))}catch(e){return null}}
function raw(k){try{return localStorage.getItem(k)}catch(e){return null}}
var all=${JSON.stringify(texts)},lang=raw(${JSON.stringify(LOCALE_STORE)})==='en'?'en':'ru';
document.documentElement.lang=lang;document.title=all[lang]['offline.title'];
document.querySelectorAll('[data-t]').forEach(function(e){e.textContent=all[lang][e.dataset.t]});
var theme=raw('kopilka.theme');if(theme==='light'||theme==='dark')document.documentElement.dataset.theme=theme;
var cart=read(${JSON.stringify(CART_STORE)}),names=read(${JSON.stringify(MENU_STORE)})||{};
var lines=cart&&Array.isArray(cart.lines)?cart.lines:[];
var list=document.querySelector('ul');
lines.forEach(function(l){var name=names[l.menuItemId];if(!name)return;
var li=document.createElement('li'),n=document.createElement('b');li.append(String(name));n.textContent='\\u00d7\\u00a0'+Number(l.quantity);li.append(n);list.append(li)});
document.querySelector('section').hidden=!list.children.length;
function again(){if(location.pathname==='/offline')location.href='/';else location.reload()}
document.querySelector('button').onclick=again;addEventListener('online',again);
})()`;

const html = `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><meta name="robots" content="noindex"><title>${ru['offline.title']}</title><style>${style}</style></head><body><main>${pot}<h1 data-t="offline.title">${ru['offline.title']}</h1><p data-t="offline.text">${ru['offline.text']}</p><section hidden aria-labelledby="cart"><h2 id="cart" data-t="offline.cart">${ru['offline.cart']}</h2><ul></ul></section><button type="button" data-t="offline.retry">${ru['offline.retry']}</button></main><script>${script}</script></body></html>`;

/** The page never changes, so its script may run by its hash. */
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function GET(): Response {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
  };
  return new Response(html, { headers });
}
