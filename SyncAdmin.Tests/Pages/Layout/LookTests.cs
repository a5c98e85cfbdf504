using SyncAdmin.App.Components.Layout;
using Xunit;

namespace SyncAdmin.Tests.Pages.Layout;

public sealed class LookTests
{
    [Theory]
    [InlineData("system", "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)")]
    [InlineData("light", "all", "not all")]
    [InlineData("dark", "not all", "all")]
    public void Each_look_has_exactly_one_sheet(string look, string light, string dark) =>
        Assert.Equal((light, dark), (Look.MediaOf(look, Look.Light), Look.MediaOf(look, Look.Dark)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\"><script>")]
    public void An_unknown_look_is_the_device_s(string? cookie) => Assert.Equal(Look.System, Look.Known(cookie));
}
