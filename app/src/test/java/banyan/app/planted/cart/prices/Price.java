package banyan.app.planted.cart.prices;

import banyan.app.planted.cart.items.Item;

public record Price(Item cycle) {}
