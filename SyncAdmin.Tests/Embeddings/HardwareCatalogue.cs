namespace SyncAdmin.Tests.Embeddings;

/// <summary>A few thousand products of a Spanish hardware store, the same on every run, no two with the same name.</summary>
internal static class HardwareCatalogue
{
    private static readonly string[] Brands =
        ["Truper", "Pretul", "Bosch", "Makita", "Stanley", "DeWalt", "Bahco", "Bellota", "Urrea", "Fischer", "Sika", "Rotoplas", "Coflex", "Volteck", "Foset", "Hermex", "Klintek", "Comex"];

    private static readonly (string Noun, string Plural, string Category, string[] Variants, string[] Sizes)[] Kinds =
    [
        ("Tornillo", "Tornillos", "Tornillería", ["para madera galvanizado", "autorroscante inoxidable", "hexagonal de alta resistencia", "tablaroca fosfatado"], ["M6x20", "M8x40", "M10x60", "8 x 1 1/2", "1/4 x 3"]),
        ("Tuerca", "Tuercas", "Tornillería", ["hexagonal zincada", "de seguridad con nylon", "mariposa latón"], ["M6", "M8", "M10", "3/8", "1/2"]),
        ("Taladro", "Taladros", "Herramienta eléctrica", ["percutor", "inalámbrico con batería", "de columna profesional"], ["500 W", "750 W", "18V", "20V", "1200 W"]),
        ("Amoladora", "Amoladoras", "Herramienta eléctrica", ["angular", "recta de precisión", "compacta sin escobillas"], ["4 1/2\"", "7\"", "9\"", "850 W"]),
        ("Martillo", "Martillos", "Herramienta manual", ["de uña curva", "de bola", "de goma blanco", "demoledor"], ["16 oz", "20 oz", "32 oz", "2 kg"]),
        ("Destornillador", "Destornilladores", "Herramienta manual", ["plano", "Phillips cruz", "de precisión imantado", "aislado 1000 V"], ["1/4 x 4", "#2 x 6", "3/16 x 3", "#1 x 4"]),
        ("Llave", "Llaves", "Herramienta manual", ["inglesa ajustable", "combinada cromada", "stillson para tubo", "Allen hexagonal"], ["8\"", "10\"", "12\"", "13 mm", "17 mm", "19 mm"]),
        ("Pinza", "Pinzas", "Herramienta manual", ["de corte diagonal", "de electricista", "de presión", "pelacables"], ["6\"", "7\"", "8\"", "10\""]),
        ("Brocha", "Brochas", "Pintura", ["cerda natural", "cerda sintética", "para barniz"], ["1\"", "2\"", "3\"", "4\"", "5\""]),
        ("Pintura", "Pinturas", "Pintura", ["vinílica blanca mate", "esmalte alquidálico rojo óxido", "acrílica exterior azul", "anticorrosiva gris"], ["1 L", "4 L", "19 L"]),
        ("Rodillo", "Rodillos", "Pintura", ["de felpa", "de espuma", "antigota microfibra"], ["4\"", "6\"", "9\""]),
        ("Cable", "Cables", "Electricidad", ["THW rojo", "dúplex blanco", "uso rudo negro", "coaxial"], ["calibre 10", "calibre 12", "calibre 14", "100 m"]),
        ("Apagador", "Apagadores", "Electricidad", ["sencillo", "doble con luz piloto", "de escalera tres vías"], ["15 A", "10 A", "127 V"]),
        ("Foco", "Focos", "Electricidad", ["LED luz cálida", "LED luz fría", "vintage filamento ámbar"], ["9 W", "12 W", "60 W", "E27"]),
        ("Tubo", "Tubos", "Plomería", ["PVC sanitario", "cobre tipo M", "galvanizado cédula 40", "conduit pared delgada"], ["1/2\" x 6 m", "3/4\" x 6 m", "2\" x 3 m", "4\" x 3 m"]),
        ("Codo", "Codos", "Plomería", ["PVC sanitario 90°", "cobre 45°", "galvanizado 90°"], ["1/2\"", "3/4\"", "1\"", "2\"", "4\""]),
        ("Válvula", "Válvulas", "Plomería", ["de esfera latón", "de compuerta", "antirretorno", "angular para lavabo"], ["1/2\"", "3/4\"", "1\"", "2\""]),
        ("Manguera", "Mangueras", "Jardín", ["reforzada para jardín", "flexible para gas", "de succión"], ["15 m", "30 m", "1/2\"", "60 cm"]),
        ("Candado", "Candados", "Cerrajería", ["de latón gancho largo", "de combinación", "antirrobo para moto"], ["30 mm", "40 mm", "50 mm", "60 mm"]),
        ("Cerradura", "Cerraduras", "Cerrajería", ["de sobreponer derecha", "de pomo cromo mate", "electrónica con huella"], ["60 mm", "70 mm", "universal"]),
        ("Bisagra", "Bisagras", "Cerrajería", ["de libro acero pulido", "hidráulica para puerta", "bidimensional"], ["2\"", "3\"", "4\"", "35 mm"]),
        ("Cemento", "Cementos", "Construcción", ["gris Portland", "blanco", "de contacto amarillo"], ["1 kg", "25 kg", "50 kg", "1 L"]),
        ("Lija", "Lijas", "Abrasivos", ["de agua", "para madera", "de esmeril para metal", "de disco velcro"], ["grano 80", "grano 120", "grano 220", "grano 400"]),
        ("Broca", "Brocas", "Abrasivos", ["para concreto", "para metal cobalto", "para madera paleta", "SDS plus"], ["1/8\"", "1/4\"", "3/8\"", "6 mm", "10 mm"]),
        ("Escalera", "Escaleras", "Construcción", ["de tijera aluminio", "de extensión fibra de vidrio", "multiposición plegable"], ["5 peldaños", "7 peldaños", "10 peldaños"]),
        ("Guante", "Guantes", "Seguridad", ["de carnaza", "de nitrilo", "anticorte nivel 5", "dieléctrico"], ["talla S", "talla M", "talla L"]),
        ("Casco", "Cascos", "Seguridad", ["de seguridad amarillo", "dieléctrico blanco", "con matraca naranja"], ["clase E", "clase G", "tipo II"]),
        ("Ángulo", "Ángulos", "Construcción", ["de hierro", "de aluminio natural", "perforado ranurado"], ["1\" x 1/8\"", "2\" x 1/4\"", "3 m"]),
        ("Silicón", "Silicones", "Adhesivos", ["transparente antihongos", "alta temperatura rojo", "acético blanco"], ["280 ml", "300 ml", "70 ml"]),
        ("Cinta", "Cintas", "Adhesivos", ["aislante negra", "de teflón", "métrica magnética", "masking azul"], ["3 m", "5 m", "8 m", "18 m"]),
    ];

    internal static IReadOnlyList<Product> Products { get; } = Make();

    private static List<Product> Make()
    {
        var random = new Random(20261122);
        var products = new List<Product>();
        foreach (var kind in Kinds)
        {
            foreach (var variant in kind.Variants)
            {
                foreach (var size in kind.Sizes)
                {
                    foreach (var brand in Brands.Where(_ => random.NextDouble() < 0.55))
                    {
                        var name = $"{kind.Noun} {variant} {size} {brand}";
                        var plural = $"{kind.Plural} {variant} {size} {brand}";
                        products.Add(new Product(Code(random, brand), name, plural, kind.Noun, brand, kind.Category));
                    }
                }
            }
        }

        return [.. products.DistinctBy(product => product.Code)];
    }

    private static string Code(Random random, string brand) => random.Next(3) switch
    {
        0 => $"{brand[..3].ToUpperInvariant()}-{random.Next(10_000):D4}-{(char)('A' + random.Next(6))}",
        1 => $"{random.Next(10_000, 99_999)}",
        _ => $"{brand[..2].ToUpperInvariant()}{random.Next(100, 999)}.{random.Next(10, 99)}",
    };

    internal sealed record Product(string Code, string Name, string PluralName, string Noun, string Brand, string Category)
    {
        /// <summary>As the usual text template makes it.</summary>
        internal string Text => $"{Name} {Brand} {Category} {Code}";

        internal bool IsNoun(string noun) => string.Equals(Noun, noun, StringComparison.Ordinal);

        internal bool IsBrand(string brand) => string.Equals(Brand, brand, StringComparison.Ordinal);
    }
}
