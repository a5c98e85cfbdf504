using SyncAdmin.Core.Sync;
using Xunit;

namespace SyncAdmin.Tests.Sync;

public sealed class SyncOptionsTests
{
    [Theory]
    [InlineData("UTC", true)]
    [InlineData("America/Mexico_City", true)]
    [InlineData("Nowhere/Nothing", false)]
    [InlineData("", false)]
    public void A_time_zone_is_one_that_the_machine_knows(string zone, bool valid)
    {
        var result = new SyncOptionsValidator().Validate(null, new SyncOptions { TimeZone = zone });

        Assert.Equal(valid, result.Succeeded);
        Assert.True(valid || result.FailureMessage!.StartsWith($"Sync:TimeZone is \"{zone}\": set it to", StringComparison.Ordinal), result.FailureMessage);
    }
}
