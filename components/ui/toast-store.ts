/** Short messages from anywhere; `Toaster` shows them. */

export interface ToastMessage {
  id: number;
  text: string;
  tone: 'good' | 'bad';
}

let messages: readonly ToastMessage[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly ToastMessage[]) {
  messages = next;
  for (const listener of listeners) listener();
}

/** Shows a message for a few seconds. */
export function toast(text: string, tone: ToastMessage['tone'] = 'good'): void {
  lastId += 1;
  set([...messages.slice(-2), { id: lastId, text, tone }]);
}

export function dismissToast(id: number): void {
  set(messages.filter((m) => m.id !== id));
}

export const toasts = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => messages,
};
