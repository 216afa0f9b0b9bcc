/**
 * A Telegram Mini App without Telegram's script: launch data from the address,
 * events by the bridges that core.telegram.org/api/web-events describes.
 */

export interface Launch {
  /** Signed by Telegram; the server checks it. */
  initData: string;
  theme: Record<string, string>;
}

/** Launch data behind the # of the address; null when there is none. */
export function readLaunch(hash: string): Launch | null {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const initData = params.get('tgWebAppData');
  if (!initData) return null;
  return { initData, theme: readTheme(params.get('tgWebAppThemeParams')) };
}

function readTheme(text: string | null): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter(
        (entry): entry is [string, string] =>
          typeof entry[1] === 'string' && /^#[0-9a-f]{6}$/i.test(entry[1]),
      ),
    );
  } catch {
    return {};
  }
}

/** Our tokens for Telegram's colours, each only where it stays readable. */
export function themeTokens(theme: Record<string, string>): Record<string, string> {
  const ground = theme.bg_color;
  const ink = theme.text_color;
  if (!ground || !ink || contrast(ground, ink) < 7) return {};
  const paper = theme.secondary_bg_color ?? ground;
  const tokens: Record<string, string> = { '--surface': ground, '--ink': ink };
  if (contrast(paper, ink) >= 7) tokens['--paper'] = paper;
  const { button_color: accent, button_text_color: onAccent } = theme;
  if (accent && onAccent && contrast(accent, onAccent) >= 4.5) {
    tokens['--accent'] = accent;
    tokens['--accent-hover'] = accent;
    tokens['--on-accent'] = onAccent;
  }
  return tokens;
}

/** Is this ground dark, so that the rest of the dark theme belongs to it? */
export function isDark(colour: string): boolean {
  return luminance(colour) < 0.2;
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG's contrast of two colours, 1 to 21. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

interface Bridge {
  TelegramWebviewProxy?: { postEvent(type: string, data: string): void };
  Telegram?: { WebView?: { receiveEvent?(type: string, data: unknown): void } };
}

/** Tells Telegram something: by its apps' proxy, or from a frame in its web page. */
export function postEvent(type: string, data: unknown = {}): void {
  const bridge = window as unknown as Bridge;
  if (bridge.TelegramWebviewProxy) {
    bridge.TelegramWebviewProxy.postEvent(type, JSON.stringify(data));
  } else if (window.parent !== window) {
    // Whoever embeds us learns no more than that a button should be shown.
    window.parent.postMessage(JSON.stringify({ eventType: type, eventData: data }), '*');
  }
}

/** Hears what Telegram tells; returns what ends it. */
export function onEvent(hear: (type: string, data: unknown) => void): () => void {
  const bridge = window as unknown as Bridge;
  bridge.Telegram ??= {};
  bridge.Telegram.WebView = { ...bridge.Telegram.WebView, receiveEvent: hear };
  const onMessage = ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || typeof data !== 'string') return;
    try {
      const event = JSON.parse(data) as { eventType?: unknown; eventData?: unknown };
      if (typeof event?.eventType === 'string') hear(event.eventType, event.eventData);
    } catch {
      // Not one of Telegram's messages.
    }
  };
  window.addEventListener('message', onMessage);
  return () => {
    window.removeEventListener('message', onMessage);
    if (bridge.Telegram?.WebView) delete bridge.Telegram.WebView.receiveEvent;
  };
}
