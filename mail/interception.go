package mail

// ClassIntercepted is the class of a refused certificate that a known product on the way made up, to look into
// connections. FactProduct then names the product.
const ClassIntercepted = "TLS_INTERCEPTED"

// FactProduct is the key of Problem.Facts for a product on this computer or in its network.
const FactProduct = "product"
