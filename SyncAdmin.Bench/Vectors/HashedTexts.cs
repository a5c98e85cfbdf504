using System.Numerics.Tensors;
using System.Text;
using SyncAdmin.Core.Vectors.Embedded;

namespace SyncAdmin.Bench.Vectors;

/// <summary>
/// Vectors like those of the local embedder, without it: words and their character n-grams, hashed onto few positions each and normalised. So
/// they are sparse, and short catalogue texts give thousands of equal ones.
/// </summary>
public static class HashedTexts
{
    private static readonly string[] Things = ["taladro", "martillo", "tornillo", "clavo", "pinza", "llave", "broca", "sierra", "cinta", "brocha", "pintura", "foco", "cable", "tubo", "codo", "valvula", "manguera", "escalera", "candado", "bisagra"];
    private static readonly string[] Kinds = ["inalambrico", "electrico", "manual", "acero", "inoxidable", "galvanizado", "reforzado", "profesional", "domestico", "industrial", "ajustable", "plano", "phillips", "hexagonal", "flexible"];
    private static readonly string[] Brands = ["truper", "makita", "bosch", "dewalt", "stanley", "surtek", "urrea", "pretul", "rotoplas", "comex"];

    /// <summary>A product's text; of 200,000 about a third are equal to another.</summary>
    public static string Text(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var text = new StringBuilder(Things[random.Next(Things.Length)]).Append(' ').Append(Kinds[random.Next(Kinds.Length)]).Append(' ').Append(Brands[random.Next(Brands.Length)]);
        if (random.Next(4) > 0)
        {
            text.Append(' ').Append(random.Next(1, 40)).Append("mm");
        }

        if (random.Next(2) > 0)
        {
            text.Append(" c").Append(random.Next(100_000));
        }

        return text.ToString();
    }

    /// <summary>Its vector.</summary>
    public static float[] Vector(string text, int size)
    {
        ArgumentNullException.ThrowIfNull(text);
        var vector = new float[size];
        foreach (var word in text.Split(' '))
        {
            Add(vector, "=" + word, 3f);
            Add(vector, "~" + word, 3f);
            var framed = $"<{word}>";
            for (var length = 3; length <= 4; length++)
            {
                for (var at = 0; at + length <= framed.Length; at++)
                {
                    Add(vector, framed.Substring(at, length), 1f);
                }
            }
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }

    private static void Add(float[] vector, string token, float weight)
    {
        var hash = (ulong)ContentHash.Of(token);
        vector[hash % (ulong)vector.Length] += (hash >> 63) == 0 ? weight : -weight;
    }
}
