package banyan.app.planted.cart.items;

import banyan.app.planted.cart.prices.Price;

public record Item(Price price) {}
