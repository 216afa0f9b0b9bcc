/** The sound of a new order, drawn by WebAudio: no file, no network. */
import { readLocal, writeLocal } from './local';

const STORE = 'kopilka.order-sound';

/** On until it is switched off in this browser. */
export function soundIsOn(): boolean {
  return readLocal(STORE) !== 'off';
}

export function switchSound(on: boolean): void {
  writeLocal(STORE, on ? 'on' : 'off');
}

let context: AudioContext | null = null;

function audio(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null;
  context ??= new AudioContext();
  return context;
}

/**
 * Lets sound through: browsers want a press on the page first, so call it in one.
 * False: the browser still holds it back.
 */
export async function wakeSound(): Promise<boolean> {
  const ctx = audio();
  if (!ctx) return false;
  if (ctx.state === 'suspended') {
    // Without a press it waits for one and never answers.
    await Promise.race([ctx.resume(), new Promise((done) => setTimeout(done, 300))]);
  }
  return ctx.state === 'running';
}

/** Two rising notes and a third above them: heard over a kitchen, not a siren. */
const NOTES = [
  [659.3, 0],
  [880, 0.16],
  [1318.5, 0.32],
] as const;

/** Rings once; false when the browser does not let it. */
export async function ring(): Promise<boolean> {
  const ctx = audio();
  if (!ctx || !(await wakeSound())) return false;
  for (const [hertz, after] of NOTES) {
    const at = ctx.currentTime + after;
    const note = ctx.createOscillator();
    const volume = ctx.createGain();
    note.type = 'triangle';
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.5, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.7);
    note.connect(volume).connect(ctx.destination);
    note.start(at);
    note.stop(at + 0.75);
  }
  return true;
}
