using System.Numerics.Tensors;
using FsCheck;
using FsCheck.Fluent;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Local;
using Xunit;

namespace SyncAdmin.Tests.Embeddings;

public sealed class LocalEmbedderTests
{
    [Fact]
    public void Every_text_gives_768_finite_numbers_of_length_1() =>
        Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(text =>
        {
            var vector = LocalEmbedder.Embed(text.Get);
            return vector.Length == 768 && Math.Abs(TensorPrimitives.Norm<float>(vector) - 1) < 1e-5;
        }));

    [Theory]
    [InlineData("")]
    [InlineData("…!¡¿?")]
    [InlineData(" - / . ")]
    [InlineData("́")]
    public void A_text_without_letter_or_digit_has_one_fixed_vector(string text) =>
        Assert.Equal(LocalEmbedder.Embed("---"), LocalEmbedder.Embed(text));

    [Theory]
    [InlineData("🔧")]
    [InlineData("مفك براغي")]
    [InlineData("螺丝刀")]
    [InlineData("отвёртка")]
    public void Any_script_and_an_emoji_have_vectors_of_their_own(string text)
    {
        Assert.Equal(1, Similarity(text, text), 4);
        Assert.True(Similarity(text, "destornillador") < 0.3);
        Assert.True(Similarity(text, "!") < 0.3);
    }

    [Theory]
    [InlineData("Ángulo de hierro", "ANGULO DE HIERRO")]
    [InlineData("cañón", "can\u0303o\u0301n")]
    [InlineData("Ｔａｌａｄｒｏ", "taladro")]
    [InlineData("½ pulgada", "1/2 pulgada")]
    [InlineData("M8×20", "m8x20")]
    [InlineData("1,5 mm", "1.5 mm")]
    public void Case_accents_and_signs_of_the_same_meaning_make_no_difference(string one, string other) => Assert.Equal(1, Similarity(one, other), 4);

    [Theory]
    [InlineData("TRP-0012-B", "trp0012b", "TRP-0013-B")]
    [InlineData("TRP-0012-B", "TRP 0012 B", "TRP-0013-B")]
    [InlineData("tornillos", "tornillo", "tornado")]
    [InlineData("llaves", "llave", "clave")]
    [InlineData("batteries", "battery", "butter")]
    [InlineData("brushes", "brush", "bush")]
    [InlineData("brocha", "vrocha", "broca")]
    [InlineData("1/2", "½", "12")]
    public void The_form_that_people_type_is_nearer_than_another_word(string text, string typed, string other) =>
        Assert.True(Similarity(text, typed) > Similarity(text, other) + 0.05, $"{Similarity(text, typed)} against {Similarity(text, other)}");

    [Fact]
    public void The_vector_is_the_same_for_ever() =>
        // Stored vectors were made by this very algorithm: if this fails, the fingerprint needs a new version.
        Assert.Equal("569368EB6C0398AB", Digest(LocalEmbedder.Embed("Taladro percutor ½\" TRP-0012-B, batería de 20V para el hogar")));

    [Fact]
    public async Task A_batch_keeps_its_order_and_counts_what_was_cut()
    {
        var embedder = new LocalEmbedder();
        var tooLong = new string('x', LocalEmbedder.MaxCharacters + 1);

        var result = await embedder.EmbedAsync(["uno", tooLong, "dos"], EmbeddingTask.Document, CancellationToken.None);

        Assert.Equal("local/hashed-ngrams/768/v1", embedder.Fingerprint.ToString());
        Assert.Equal(1, result.Truncated);
        Assert.Equal(0, result.Tokens);
        Assert.Equal(LocalEmbedder.Embed("dos"), result.Vectors[2].ToArray());
    }

    [Fact]
    public void A_megabyte_of_one_word_neither_overflows_nor_takes_long()
    {
        var vector = LocalEmbedder.Embed(string.Concat(Enumerable.Repeat("tornillo ", 120_000)));

        Assert.True(TensorPrimitives.Dot<float>(vector, LocalEmbedder.Embed("tornillo")) > 0.999);
    }

    [Fact]
    public void A_text_allocates_its_vector_and_nothing_else()
    {
        const string Text = "Taladro percutor inalámbrico 750 W Bosch Profesional, batería 18V ref TRP-0012-B";
        LocalEmbedder.Embed(Text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 100; time++)
        {
            LocalEmbedder.Embed(Text);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, (768 * sizeof(float)) + 64);
    }

    private static float Similarity(string one, string other) => TensorPrimitives.Dot<float>(LocalEmbedder.Embed(one), LocalEmbedder.Embed(other));

    private static string Digest(float[] vector) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(vector.AsSpan())))[..16];
}
