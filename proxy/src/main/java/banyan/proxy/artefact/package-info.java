/**
 * What one side of a migration minted goes back to it: cursors, upload ids and validators. In comes
 * what a route declares and what a request brings along; out go the side that must answer, the
 * request as that side knows it, and the answer with the marks of the new side. The reader in
 * {@code route} makes the declarations, {@code migration} chooses the side.
 */
@NullMarked
package banyan.proxy.artefact;

import org.jspecify.annotations.NullMarked;
