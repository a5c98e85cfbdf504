using Xunit;

namespace SyncAdmin.Tests.Architecture;

public sealed class LayersTests
{
    private static readonly string[] Drawers = ["Services", "Helpers", "Managers", "Utils", "Common", "Misc"];

    [Fact]
    public void Arrows_run_downwards_only() =>
        Assert.Empty(Floors.Violations(SourceFile.Of("SyncAdmin.Core", "*.cs")));

    [Theory]
    [InlineData("using SyncAdmin.Core.Sync;")]
    [InlineData("internal sealed class Planted { SyncAdmin.Core.Sync.SyncJob? _job; }")]
    [InlineData("internal sealed class Planted { Sync.SyncJob? _job; }")]
    [InlineData("internal sealed class Planted { Sync.Pipeline.Batch? _batch; }")]
    [InlineData("using SyncAdmin.Core.Vectors;")]
    public void A_planted_violation_is_found(string code) =>
        Assert.Single(Floors.Violations([new SourceFile("SyncAdmin.Core/Connectors/Planted.cs", code)]));

    [Fact]
    public void A_property_called_like_a_feature_is_no_violation() =>
        Assert.Empty(Floors.Violations([new SourceFile("SyncAdmin.Core/Vectors/Planted.cs", "var known = Collections.Count + Datasources.Of(1);")]));

    [Fact]
    public void Every_feature_of_Core_has_a_floor() =>
        Assert.All(
            Directory.GetDirectories(Path.Combine(SourceFile.Root, "SyncAdmin.Core")).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj")),
            name => Assert.Contains(name!, Floors.Of.Keys));

    [Fact]
    public void Core_knows_no_web_server_and_no_page() =>
        Assert.DoesNotContain(
            SourceFile.Of("SyncAdmin.Core", "*.cs"),
            file => file.Code.Contains("Microsoft.AspNetCore.Http", StringComparison.Ordinal)
                || file.Code.Contains("Microsoft.AspNetCore.Components", StringComparison.Ordinal)
                || file.Code.Contains("Microsoft.AspNetCore.Builder", StringComparison.Ordinal));

    [Fact]
    public void A_component_asks_a_service_and_holds_no_database_and_no_http_client() =>
        Assert.Empty(
            from file in SourceFile.Of("SyncAdmin.App", "*.razor", "*.razor.cs")
            from forbidden in new[] { "DbContext", "StateDatabase", "HttpClient", "DbConnection", "System.Threading.Timer", "PeriodicTimer" }
            where file.Code.Contains(forbidden, StringComparison.Ordinal)
            select $"{file.Path} holds {forbidden}");

    [Fact]
    public void No_folder_is_a_drawer() =>
        Assert.Empty(
            from file in SourceFile.Of("SyncAdmin.Core", "*.cs").Concat(SourceFile.Of("SyncAdmin.App", "*.cs", "*.razor"))
            from folder in file.Path.Split('/')[..^1]
            where Drawers.Contains(folder)
            select file.Path);

    [Fact]
    public void No_source_file_is_longer_than_350_lines() =>
        Assert.Empty(
            from file in SourceFile.Of("SyncAdmin.Core", "*.cs").Concat(SourceFile.Of("SyncAdmin.App", "*.cs", "*.razor"))
            where !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
            let lines = file.Text.AsSpan().Count('\n')
            where lines > 350
            select $"{file.Path}: {lines} lines");

    [Fact]
    public void Program_reads_like_a_table_of_contents() =>
        Assert.True(File.ReadLines(Path.Combine(SourceFile.Root, "SyncAdmin.App", "Program.cs")).Count() <= 60);
}
