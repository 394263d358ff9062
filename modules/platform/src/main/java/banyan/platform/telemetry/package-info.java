/** Traces, metrics and logs of this process. */
@NullMarked
package banyan.platform.telemetry;

import org.jspecify.annotations.NullMarked;
