namespace SyncAdmin.App.Sample;

/// <summary>What a Spanish hardware store sells. Brands are invented, so that nobody's catalogue is imitated.</summary>
internal static class SampleFamilies
{
    internal static readonly string[] Brands =
    [
        "Norvik", "Herrera & Hijos", "Tajo", "Ferrum", "Cantábrica", "Ibertool", "Roblemar", "Duero", "Altamira", "Maestro",
        "Volta", "Picos", "Sólido", "Aceralia Sur", "Tramontana", "Guadiana", "Ñandú", "Zubia", "Kessel", "Montseny",
    ];

    internal static readonly SampleFamily[] All =
    [
        new("TAL", "Taladro percutor", "Herramienta eléctrica", ["500 W", "650 W", "750 W", "850 W", "1050 W", "a batería 12 V", "a batería 18 V"], ["con maletín", "con dos brocas", "con portabrocas de 10 mm", "con portabrocas de 13 mm", "sin batería"], 39.9m, 229m, "Perfora hormigón, ladrillo, madera y metal."),
        new("ATO", "Atornillador", "Herramienta eléctrica", ["3,6 V", "10,8 V", "12 V", "18 V", "de impacto 18 V"], ["con una batería", "con dos baterías", "con maletín y 40 puntas", "sin batería"], 24.9m, 199m, "Aprieta y afloja tornillos sin cansar la muñeca."),
        new("AMO", "Amoladora angular", "Herramienta eléctrica", ["720 W", "850 W", "1200 W", "2000 W", "a batería 18 V"], ["disco 115 mm", "disco 125 mm", "disco 180 mm", "disco 230 mm"], 34.5m, 189m, "Corta y desbasta metal, piedra y azulejo."),
        new("SIE", "Sierra circular", "Herramienta eléctrica", ["1200 W", "1400 W", "1600 W", "a batería 18 V"], ["disco 165 mm", "disco 185 mm", "disco 190 mm", "con guía paralela"], 59m, 249m, "Cortes rectos en tablero y madera maciza."),
        new("CAL", "Sierra de calar", "Herramienta eléctrica", ["450 W", "550 W", "650 W", "a batería 18 V"], ["con cinco hojas", "con maletín", "con guía láser", "pendular de cuatro posiciones"], 32m, 179m, "Cortes curvos en madera, plástico y chapa fina."),
        new("LIJ", "Lijadora", "Herramienta eléctrica", ["orbital 200 W", "orbital 300 W", "de banda 800 W", "roto-orbital 350 W", "delta 180 W"], ["con aspiración", "con diez hojas de lija", "con maletín", "de velocidad variable"], 29.9m, 149m, "Deja la superficie lista para pintar o barnizar."),
        new("MAR", "Martillo", "Herramienta manual", ["de carpintero", "de bola", "de uña", "de encofrador", "de albañil"], ["300 g", "450 g", "600 g", "800 g", "con mango de fibra", "con mango de madera"], 7.5m, 34.9m, "Cabeza de acero forjado y mango antideslizante."),
        new("DES", "Destornillador", "Herramienta manual", ["plano", "Phillips", "Pozidriv", "Torx", "aislado 1000 V"], ["3 × 75 mm", "4 × 100 mm", "5,5 × 125 mm", "6,5 × 150 mm", "PH1", "PH2", "PZ2", "T20", "T25"], 2.9m, 15.5m, "Punta de cromo vanadio y mango bimaterial."),
        new("LLA", "Llave combinada", "Herramienta manual", ["fija", "de carraca", "acodada", "larga"], ["8 mm", "10 mm", "12 mm", "13 mm", "14 mm", "17 mm", "19 mm", "22 mm", "24 mm"], 3.5m, 29.9m, "Acero al cromo vanadio con acabado satinado."),
        new("INL", "Llave inglesa", "Herramienta manual", ["ajustable", "de boca extra ancha", "con mordaza fina"], ["6 pulgadas", "8 pulgadas", "10 pulgadas", "12 pulgadas"], 9.9m, 42m, "Regulación suave y sin holgura."),
        new("ALI", "Alicate", "Herramienta manual", ["universal", "de corte diagonal", "de punta fina", "pico de loro", "pelacables"], ["140 mm", "160 mm", "180 mm", "200 mm", "250 mm"], 6.9m, 45m, "Filos templados por inducción."),
        new("SER", "Serrucho", "Herramienta manual", ["de carpintero", "de costilla", "de poda", "japonés"], ["300 mm", "400 mm", "450 mm", "500 mm", "550 mm"], 8.9m, 39m, "Diente templado que corta en los dos sentidos."),
        new("FLE", "Flexómetro", "Medición", ["clásico", "magnético", "de cinta ancha", "de acero inoxidable"], ["3 m", "5 m", "8 m", "10 m"], 3.9m, 24.9m, "Cinta con freno y clip para el cinturón."),
        new("NIV", "Nivel", "Medición", ["de burbuja", "magnético", "láser de línea", "tubular"], ["40 cm", "60 cm", "80 cm", "120 cm", "200 cm"], 7.9m, 129m, "Para colocar muebles, azulejos y perfiles a plomo."),
        new("BRO", "Broca", "Accesorios", ["para metal HSS", "para hormigón", "para madera", "para vidrio", "SDS Plus", "de cobalto"], ["2 mm", "3 mm", "4 mm", "5 mm", "6 mm", "8 mm", "10 mm", "12 mm", "14 mm"], 1.2m, 24.5m, "Afilada con precisión para un agujero limpio."),
        new("DIS", "Disco", "Accesorios", ["de corte para metal", "de corte para piedra", "de láminas", "de diamante", "de desbaste"], ["115 mm", "125 mm", "180 mm", "230 mm", "grano 40", "grano 60", "grano 80"], 1.5m, 59m, "Para amoladora angular; use siempre gafas."),
        new("LIA", "Papel de lija", "Accesorios", ["al agua", "para madera", "para metal", "en rollo", "con velcro 125 mm"], ["grano 40", "grano 80", "grano 120", "grano 180", "grano 240", "grano 400"], 0.6m, 12.9m, "Abrasivo de óxido de aluminio de larga duración."),
        new("TOR", "Tornillo", "Tornillería", ["para madera", "autorroscante", "para chapa", "barraquero", "de cabeza Allen", "inoxidable A2"], ["3 × 20 mm", "3,5 × 30 mm", "4 × 40 mm", "4,5 × 50 mm", "5 × 60 mm", "6 × 80 mm", "M6 × 30", "M8 × 40", "M10 × 60"], 1.9m, 19.9m, "Caja con galvanizado resistente a la humedad."),
        new("TUE", "Tuerca", "Tornillería", ["hexagonal", "autoblocante", "de mariposa", "ciega", "remachable"], ["M4", "M5", "M6", "M8", "M10", "M12"], 1.1m, 11.9m, "Bolsa de acero cincado según DIN."),
        new("ARA", "Arandela", "Tornillería", ["plana", "de ala ancha", "grower", "dentada", "de goma"], ["M4", "M5", "M6", "M8", "M10", "M12"], 0.9m, 8.9m, "Reparte la presión y evita que se afloje."),
        new("TAC", "Taco", "Fijación", ["de nailon", "químico", "para pladur", "metálico de expansión", "universal"], ["5 mm", "6 mm", "8 mm", "10 mm", "12 mm"], 1.5m, 22.9m, "Fijación segura en pared maciza o hueca."),
        new("CLA", "Clavo", "Fijación", ["de cabeza plana", "sin cabeza", "de acero", "anillado", "de tapicero"], ["20 mm", "30 mm", "40 mm", "60 mm", "80 mm", "100 mm"], 1.3m, 9.9m, "Envase de medio kilo."),
        new("CIN", "Cinta adhesiva", "Adhesivos", ["americana", "de carrocero", "aislante", "de doble cara", "de aluminio"], ["19 mm × 20 m", "25 mm × 50 m", "48 mm × 10 m", "50 mm × 50 m"], 1.2m, 14.9m, "Se pega bien y se retira sin dejar restos."),
        new("SIL", "Silicona", "Adhesivos", ["neutra", "ácida", "para baño con antimoho", "para alta temperatura", "para tejados"], ["transparente 300 ml", "blanca 300 ml", "gris 300 ml", "negra 300 ml", "marrón 300 ml"], 3.2m, 14.5m, "Sella juntas y resiste el agua."),
        new("ADH", "Adhesivo de montaje", "Adhesivos", ["sin clavos", "de poliuretano", "epoxi de dos componentes", "de contacto", "instantáneo"], ["3 g", "25 ml", "125 ml", "290 ml", "1 l"], 2.5m, 24.9m, "Une madera, metal, piedra y plástico."),
        new("PIN", "Pintura plástica", "Pintura", ["mate", "satinada", "antihumedad", "lavable", "para fachadas"], ["blanca 4 l", "blanca 15 l", "gris perla 4 l", "arena 4 l", "azul cielo 4 l", "verde oliva 4 l"], 12.9m, 89m, "Cubre en dos capas y se limpia con agua."),
        new("ESM", "Esmalte sintético", "Pintura", ["brillante", "satinado", "mate", "antioxidante", "para radiadores"], ["blanco 750 ml", "negro 750 ml", "rojo 750 ml", "verde carruajes 750 ml", "gris plata 750 ml"], 8.9m, 34.5m, "Protege madera y metal por dentro y por fuera."),
        new("BRR", "Brocha", "Pintura", ["plana", "de radiador", "redonda", "paletina", "de rincón"], ["25 mm", "38 mm", "50 mm", "75 mm", "100 mm"], 1.9m, 14.9m, "Cerda que no suelta pelo."),
        new("ROD", "Rodillo", "Pintura", ["antigota", "de espuma", "de microfibra", "para fachadas", "de lana"], ["11 cm", "18 cm", "22 cm", "25 cm"], 2.9m, 16.9m, "Acabado uniforme en paredes y techos."),
        new("GRI", "Grifo", "Fontanería", ["monomando de lavabo", "monomando de cocina", "de ducha", "termostático", "de jardín"], ["cromado", "negro mate", "de caño alto", "con maneral", "de media pulgada"], 12.9m, 189m, "Cartucho cerámico y bajo consumo."),
        new("TUB", "Tubo", "Fontanería", ["de PVC", "multicapa", "de cobre", "corrugado", "de polietileno"], ["16 mm", "20 mm", "25 mm", "32 mm", "40 mm", "50 mm", "110 mm"], 1.9m, 44m, "Barra o rollo para agua y desagüe."),
        new("COD", "Codo", "Fontanería", ["de PVC 90°", "de PVC 45°", "de latón", "de cobre para soldar", "press"], ["16 mm", "20 mm", "25 mm", "32 mm", "40 mm", "110 mm"], 0.7m, 14.9m, "Unión estanca sin fugas."),
        new("VAL", "Válvula", "Fontanería", ["de esfera", "de escuadra", "antirretorno", "reductora de presión", "de desagüe"], ["3/8 pulgadas", "1/2 pulgada", "3/4 pulgadas", "1 pulgada"], 3.9m, 69m, "Latón niquelado, abre y cierra sin esfuerzo."),
        new("CAB", "Cable eléctrico", "Electricidad", ["unipolar", "manguera de 3 hilos", "paralelo", "libre de halógenos"], ["1,5 mm² 25 m", "2,5 mm² 25 m", "4 mm² 25 m", "1,5 mm² 100 m", "6 mm² 50 m"], 7.9m, 159m, "Cobre flexible según norma."),
        new("ENC", "Enchufe", "Electricidad", ["de superficie", "de empotrar", "con USB", "estanco IP44", "múltiple"], ["blanco", "marfil", "aluminio", "de tres tomas", "de cinco tomas con interruptor"], 2.5m, 39.9m, "Con toma de tierra y protección infantil."),
        new("INT", "Interruptor", "Electricidad", ["simple", "conmutador", "cruzamiento", "regulador", "diferencial 40 A", "magnetotérmico 16 A"], ["blanco", "marfil", "antracita", "estanco"], 2.9m, 69m, "Mecanismo silencioso de larga vida."),
        new("BOM", "Bombilla LED", "Iluminación", ["E27", "E14", "GU10", "G9", "tubo T8"], ["4 W luz cálida", "6 W luz cálida", "9 W luz neutra", "12 W luz fría", "15 W luz fría"], 1.9m, 19.9m, "Bajo consumo y encendido instantáneo."),
        new("LIN", "Linterna", "Iluminación", ["frontal", "de mano", "recargable", "de trabajo", "de emergencia"], ["150 lúmenes", "300 lúmenes", "500 lúmenes", "1000 lúmenes"], 6.9m, 79m, "Resistente al agua y a los golpes."),
        new("CER", "Cerradura", "Cerrajería", ["de sobreponer", "de embutir", "multipunto", "invisible", "de buzón"], ["40 mm", "50 mm", "60 mm", "niquelada", "latonada"], 9.9m, 199m, "Con bombín de seguridad y tres llaves."),
        new("CND", "Candado", "Cerrajería", ["de latón", "de arco largo", "de combinación", "de disco", "para moto"], ["20 mm", "30 mm", "40 mm", "50 mm", "60 mm"], 3.9m, 59m, "Arco de acero cementado anticizalla."),
        new("BIS", "Bisagra", "Cerrajería", ["de libro", "de cazoleta", "de piano", "pernio", "oculta"], ["25 mm", "35 mm", "50 mm", "80 mm", "100 mm"], 0.9m, 18.9m, "Giro suave y sin ruido."),
        new("GUA", "Guantes de trabajo", "Protección", ["de nitrilo", "de piel", "anticorte", "de látex", "térmicos"], ["talla 7", "talla 8", "talla 9", "talla 10", "talla 11"], 1.9m, 24.9m, "Agarre seguro y transpirables."),
        new("GAF", "Gafas de seguridad", "Protección", ["transparentes", "ahumadas", "panorámicas", "de soldador"], ["antivaho", "antirrayado", "con patillas regulables", "con cinta elástica"], 3.5m, 39m, "Protegen de impactos y salpicaduras."),
        new("MAS", "Mascarilla", "Protección", ["FFP2", "FFP3", "con válvula", "de media cara con filtros"], ["caja de 5", "caja de 10", "caja de 20"], 4.9m, 49m, "Filtra polvo, humo y niebla."),
        new("MAN", "Manguera", "Jardín", ["de riego", "extensible", "plana", "reforzada"], ["10 m", "15 m", "20 m", "25 m", "50 m"], 9.9m, 79m, "No se retuerce y aguanta el sol."),
        new("TIJ", "Tijera de podar", "Jardín", ["de una mano", "de dos manos", "de yunque", "telescópica"], ["corte 15 mm", "corte 20 mm", "corte 30 mm", "corte 45 mm"], 7.9m, 69m, "Hojas de acero con revestimiento antiadherente."),
        new("PAL", "Pala", "Jardín", ["de punta", "cuadrada", "de nieve", "plegable"], ["mango de madera", "mango de fibra", "mango corto", "mango largo"], 9.9m, 44m, "Para cavar, cargar y remover tierra."),
        new("ESC", "Escalera", "Elevación", ["de tijera", "telescópica", "de dos tramos", "de tres tramos", "doméstica"], ["3 peldaños", "4 peldaños", "6 peldaños", "8 peldaños", "12 peldaños"], 24.9m, 299m, "Aluminio ligero con zapatas antideslizantes."),
        new("CAJ", "Caja de herramientas", "Almacenaje", ["de plástico", "metálica", "con ruedas", "organizadora", "de aluminio"], ["12 pulgadas", "16 pulgadas", "19 pulgadas", "22 pulgadas"], 8.9m, 129m, "Con bandeja extraíble y cierres metálicos."),
        new("EST", "Estantería", "Almacenaje", ["metálica sin tornillos", "de madera", "galvanizada", "de resina"], ["3 baldas", "4 baldas", "5 baldas", "de 180 × 90 cm", "de 200 × 100 cm"], 19.9m, 159m, "Soporta hasta 175 kg por balda."),
    ];
}
