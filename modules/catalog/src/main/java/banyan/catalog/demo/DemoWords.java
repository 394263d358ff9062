package banyan.catalog.demo;

import java.util.List;
import java.util.Locale;

/** The words that demo products are made of. */
final class DemoWords {
  /** A word of a name and what it says in the description. */
  record Trait(String word, String sentence) {
    /** Three capital letters for a SKU. */
    String code() {
      return word.replace(" ", "").substring(0, 3).toUpperCase(Locale.ROOT);
    }
  }

  /** A kind of product: where it belongs, what it may be made of, what it costs and is for. */
  record Kind(
      String category,
      String noun,
      List<Trait> materials,
      int eurosMin,
      int eurosMax,
      String purpose) {}

  static final List<Trait> LOOKS =
      List.of(
          new Trait("Classic", "A form that has not needed a change for decades."),
          new Trait("Nordic", "Clear lines, drawn in a small studio in Bergen."),
          new Trait("Rustic", "Every piece keeps the marks of its making."),
          new Trait("Everyday", "Sturdy enough to be used every day."),
          new Trait("Large", "The size for a full house."),
          new Trait("Small", "The size for one, or for a narrow shelf."),
          new Trait("Slender", "Takes little room and is easy to put away."),
          new Trait("Plain", "Nothing that could be left out."),
          new Trait("Heritage", "After a model from 1928 in the city museum."),
          new Trait("Workshop", "Made in batches of forty, each with its number."),
          new Trait("Hand-Finished", "Finished by hand, so no two are alike."),
          new Trait("Travel", "Light, and packed in a bag of its own."));

  private static final Trait OAK = new Trait("Oak", "Solid European oak, oiled twice.");
  private static final Trait WALNUT = new Trait("Walnut", "Dark walnut with a lively grain.");
  private static final Trait BEECH = new Trait("Beech", "Pale steamed beech from managed forests.");
  private static final Trait BAMBOO = new Trait("Bamboo", "Pressed bamboo, light and hard.");
  private static final Trait STEEL = new Trait("Steel", "Brushed stainless steel, 18/10.");
  private static final Trait BRASS = new Trait("Brass", "Unlacquered brass that darkens in use.");
  private static final Trait COPPER = new Trait("Copper", "Copper outside, tin within.");
  private static final Trait IRON = new Trait("Cast Iron", "Cast iron, seasoned and ready to use.");
  private static final Trait STONEWARE =
      new Trait("Stoneware", "Stoneware fired at 1,250 degrees, safe in the dishwasher.");
  private static final Trait PORCELAIN =
      new Trait("Porcelain", "Fine porcelain with a clear glaze.");
  private static final Trait GLASS = new Trait("Glass", "Borosilicate glass, blown by mouth.");
  private static final Trait LINEN = new Trait("Linen", "Washed linen that softens with time.");
  private static final Trait COTTON = new Trait("Cotton", "Organic cotton, woven densely.");
  private static final Trait WOOL = new Trait("Wool", "New wool from the Alps, undyed.");
  private static final Trait LEATHER = new Trait("Leather", "Cowhide tanned with oak bark.");
  private static final Trait CANVAS = new Trait("Canvas", "Waxed canvas that sheds the rain.");
  private static final Trait CORK = new Trait("Cork", "Portuguese cork, warm and quiet.");
  private static final Trait CLAY = new Trait("Terracotta", "Frost-proof terracotta.");

  private static final List<Trait> WOODS = List.of(OAK, WALNUT, BEECH, BAMBOO);
  private static final List<Trait> METALS = List.of(STEEL, BRASS, COPPER);
  private static final List<Trait> CERAMICS = List.of(STONEWARE, PORCELAIN);
  private static final List<Trait> CLOTHS = List.of(LINEN, COTTON, WOOL);
  private static final List<Trait> HIDES = List.of(LEATHER, CANVAS);

  static final List<Kind> KINDS =
      List.of(
          new Kind("KIT", "Cutting Board", WOODS, 19, 89, "For bread, herbs and a Sunday roast."),
          new Kind("KIT", "Rolling Pin", WOODS, 12, 34, "For dough that will not stick."),
          new Kind("KIT", "Spice Mill", WOODS, 24, 69, "Grinds pepper, salt and dried chilli."),
          new Kind("KIT", "Saucepan", METALS, 49, 149, "For gas, electric and induction hobs."),
          new Kind("KIT", "Frying Pan", List.of(STEEL, COPPER, IRON), 39, 159, "Sears and bakes."),
          new Kind("KIT", "Kettle", METALS, 35, 119, "Boils a litre and sings when it does."),
          new Kind("KIT", "Storage Jar", List.of(GLASS, STONEWARE), 9, 29, "Keeps flour dry."),
          new Kind("TAB", "Dinner Plate", CERAMICS, 11, 32, "Sold one by one, to be mixed."),
          new Kind("TAB", "Soup Bowl", CERAMICS, 9, 27, "Keeps the last spoonful warm."),
          new Kind("TAB", "Coffee Mug", CERAMICS, 8, 24, "Holds 300 millilitres."),
          new Kind("TAB", "Teapot", List.of(STONEWARE, PORCELAIN, GLASS), 29, 95, "Pours well."),
          new Kind("TAB", "Water Carafe", List.of(GLASS), 18, 59, "Fits the door of a fridge."),
          new Kind("TAB", "Serving Tray", List.of(OAK, WALNUT, BRASS), 28, 98, "Carries for six."),
          new Kind("LGT", "Table Lamp", List.of(BRASS, OAK, STONEWARE), 69, 249, "With a dimmer."),
          new Kind("LGT", "Pendant Light", List.of(BRASS, GLASS, COPPER), 89, 399, "For a table."),
          new Kind(
              "LGT", "Candle Holder", List.of(BRASS, IRON, GLASS), 9, 45, "For taper candles."),
          new Kind("DSK", "Desk Organiser", List.of(OAK, WALNUT, CORK), 24, 79, "Pens find home."),
          new Kind("DSK", "Monitor Stand", WOODS, 49, 139, "Lifts the screen to eye level."),
          new Kind("DSK", "Notebook Cover", HIDES, 29, 89, "Takes A5 notebooks."),
          new Kind("DSK", "Desk Mat", List.of(LEATHER, CORK, WOOL), 25, 99, "Quiet under a mouse."),
          new Kind("TEX", "Throw", List.of(WOOL, COTTON), 49, 179, "For the sofa, 130 by 180 cm."),
          new Kind("TEX", "Cushion Cover", CLOTHS, 19, 59, "With a hidden zip, 50 by 50 cm."),
          new Kind("TEX", "Tablecloth", List.of(LINEN, COTTON), 39, 129, "Seats eight."),
          new Kind(
              "TEX", "Tea Towel", List.of(LINEN, COTTON), 7, 22, "Dries glasses without lint."),
          new Kind("BTH", "Bath Towel", List.of(LINEN, COTTON), 19, 65, "70 by 140 cm."),
          new Kind("BTH", "Soap Dish", List.of(STONEWARE, BRASS, CORK), 8, 29, "Drains well."),
          new Kind("BTH", "Bath Stool", List.of(OAK, BEECH, BAMBOO), 39, 119, "Stands in the wet."),
          new Kind("BAG", "Rucksack", HIDES, 89, 289, "Takes a laptop of 14 inches and lunch."),
          new Kind("BAG", "Shopping Bag", List.of(CANVAS, COTTON, LINEN), 12, 59, "Carries 15 kg."),
          new Kind("BAG", "Key Case", List.of(LEATHER), 19, 49, "For six keys, without a rattle."),
          new Kind("GAR", "Planter", List.of(CLAY, OAK, STONEWARE), 15, 129, "Drains below."),
          new Kind("GAR", "Watering Can", METALS, 25, 99, "Two litres, with a fine rose."),
          new Kind("GAR", "Garden Bench", List.of(OAK, BAMBOO), 149, 499, "Weathers to silver."),
          new Kind("GAR", "Fire Bowl", List.of(IRON, STEEL), 79, 329, "For evenings in October."));

  private DemoWords() {}
}
