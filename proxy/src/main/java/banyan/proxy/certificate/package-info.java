/**
 * Certificates: what was compared before a candidate may answer clients, as one signed document.
 *
 * <p>Counts of comparisons enter ({@link banyan.proxy.certificate.Certificate}), a file of
 * canonical bytes leaves ({@link banyan.proxy.certificate.SignedCertificate}), and whoever reads it
 * learns whether it is genuine ({@link banyan.proxy.certificate.Verification}) and still says
 * something of what runs ({@link banyan.proxy.certificate.Validity}). The form is described in
 * docs/gate.md.
 */
@NullMarked
package banyan.proxy.certificate;

import org.jspecify.annotations.NullMarked;
