using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Collections;

public sealed class CollectionSpecCheckTests
{
    [Theory]
    [InlineData(1, null, null, null)]
    [InlineData(65_536, 0, 4, 0.5)]
    [InlineData(768, 512, 4096, 1.0)]
    public void What_is_in_range_is_fine(int size, int? m, int? efConstruct, double? quantile) =>
        Assert.Null(CollectionSpecCheck.Check(Spec(size, m, efConstruct, quantile)));

    [Theory]
    [InlineData(0, null, null, null, "vectorSize is 0; it may be 1 to 65536")]
    [InlineData(65_537, null, null, null, "vectorSize")]
    [InlineData(768, -1, null, null, "hnsw.m is -1; it may be 0 to 512")]
    [InlineData(768, 513, null, null, "hnsw.m is 513")]
    [InlineData(768, null, 3, null, "hnsw.efConstruct is 3; it may be 4 to 4096")]
    [InlineData(768, null, 4097, null, "hnsw.efConstruct")]
    [InlineData(768, null, null, 0.49, "quantization.quantile is 0.49; it may be 0.5 to 1")]
    [InlineData(768, null, null, 1.01, "quantization.quantile")]
    [InlineData(768, null, null, double.NaN, "quantization.quantile")]
    public void What_is_out_of_range_is_named_with_its_range(int size, int? m, int? efConstruct, double? quantile, string named) =>
        Assert.Contains(named, CollectionSpecCheck.Check(Spec(size, m, efConstruct, quantile))!.Detail, StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var problem = CollectionSpecCheck.Check(Spec(0, 513, 3, 2))!;

        Assert.Equal(
            ["hnsw.efConstruct", "hnsw.m", "quantization.quantile", "vectorSize"],
            ((IReadOnlyDictionary<string, string>)problem.Extensions["errors"]!).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(QuantizationKind.Binary)]
    [InlineData(QuantizationKind.Product)]
    public void A_quantile_belongs_to_scalar_quantization(QuantizationKind kind) =>
        Assert.Contains("belongs to scalar", CollectionSpecCheck.Check(new CollectionSpec(8) { Quantization = new Quantization(kind, Quantile: 0.9) })!.Detail, StringComparison.Ordinal);

    private static CollectionSpec Spec(int size, int? m, int? efConstruct, double? quantile) =>
        new(size, HnswM: m, HnswEfConstruct: efConstruct) { Quantization = quantile is null ? null : new Quantization(QuantizationKind.Scalar, Quantile: quantile) };
}
