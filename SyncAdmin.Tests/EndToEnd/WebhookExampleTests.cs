using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SyncAdmin.Tests.App;
using SyncAdmin.Tests.Architecture;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>The shell lines of docs/webhooks.md, run as they stand there: openssl is a second witness of what is signed.</summary>
[Collection(HeavyTests.Name)]
public sealed partial class WebhookExampleTests
{
    private const string Placeholder = "01234567-89ab-7def-8123-456789abcdef";

    [Fact]
    public async Task The_lines_of_the_guide_send_a_webhook_and_ask_what_became_of_it()
    {
        var data = Directory.CreateTempSubdirectory("syncadmin-example-").FullName;
        using var shop = new SmallShop();
        try
        {
            using var app = await AppProcess.StartAsync(data);
            var datasource = await app.SendAsync(HttpMethod.Post, "/api/datasources", shop.Input("products"), HttpStatusCode.Created);
            var blocks = Blocks();
            var variables = $"export SYNCADMIN={app.Address.GetLeftPart(UriPartial.Authority)} DATASOURCE={datasource.GetProperty("id")} SECRET={datasource.GetProperty("webhookSecret")}\n";

            var receipt = Run(variables + blocks[1]);
            var delivery = receipt.GetProperty("deliveryId").GetString()!;
            var seen = Run(variables + blocks[2].Replace(Placeholder, delivery, StringComparison.Ordinal));

            Assert.Equal(delivery, seen.GetProperty("id").GetString());
            Assert.Equal(["TAL-00017", "TAL-00018"], seen.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static string[] Blocks()
    {
        var blocks = Block().Matches(File.ReadAllText(Path.Combine(SourceFile.Root, "docs", "webhooks.md"))).Select(match => match.Groups["lines"].Value).ToArray();
        Assert.Equal(3, blocks.Length);
        Assert.Contains(Placeholder, blocks[0], StringComparison.Ordinal);
        return blocks;
    }

    private static JsonElement Run(string lines) => JsonSerializer.Deserialize<JsonElement>(ServerProcess.Run("bash", "-euc", lines));

    [GeneratedRegex("```bash\n(?<lines>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
