package banyan.catalog;

import banyan.platform.calls.Contract;
import banyan.platform.calls.Query;
import banyan.wire.Arrival;

/** What other contexts may ask of the catalogue. */
@Contract("catalog")
public interface Catalog {
  /**
   * What is on offer under some SKUs: names and prices as they are now, of the caller's tenant.
   * Archived products are found too, and say so.
   */
  @Query
  OffersFound offers(Arrival arrival, OffersAsked asked);
}
