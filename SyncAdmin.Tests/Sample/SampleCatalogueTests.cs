using SyncAdmin.App.Sample;
using Xunit;

namespace SyncAdmin.Tests.Sample;

public sealed class SampleCatalogueTests
{
    [Fact]
    public void Codes_are_unique_also_in_a_large_catalogue() =>
        Assert.Equal(202_910, SampleProducts.Generate(202_910).Select(product => product.Code).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Two_runs_make_the_same_products() =>
        Assert.Equal(SampleProducts.Generate(500), SampleProducts.Generate(500));

    [Fact]
    public void A_longer_catalogue_begins_with_the_shorter_one() =>
        Assert.Equal(SampleProducts.Generate(100), SampleProducts.Generate(10_000).Take(100));

    [Fact]
    public void No_two_products_of_the_sample_are_the_same_thing() =>
        Assert.Equal(SampleCatalogue.Count, SampleProducts.Generate(SampleCatalogue.Count).Select(product => (product.Name, product.Brand)).Distinct().Count());

    [Fact]
    public void The_file_holds_every_product()
    {
        var directory = Directory.CreateTempSubdirectory("syncadmin-sample-");
        try
        {
            var path = Path.Combine(directory.FullName, "ferreteria.db");
            SampleCatalogue.Write(path);
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM productos WHERE nombre <> '' AND precio > 0";
            Assert.Equal((long)SampleCatalogue.Count, command.ExecuteScalar());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
