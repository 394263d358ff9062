/**
 * Files of events for the gate: lines enter ({@link banyan.app.gate.EventLines}), events leave in
 * the order of their times ({@link banyan.app.gate.EventsFile}). Who is next: {@link
 * banyan.proxy.gate.Gate}.
 */
@NullMarked
package banyan.app.gate;

import org.jspecify.annotations.NullMarked;
