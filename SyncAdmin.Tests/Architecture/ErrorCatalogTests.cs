using System.Text.RegularExpressions;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Architecture;

public sealed partial class ErrorCatalogTests
{
    [Fact]
    public void Every_error_says_what_happened_and_what_to_do_next() =>
        Assert.All(ErrorCatalog.All.Values, error =>
        {
            Assert.Matches(CodeForm(), error.Code);
            Assert.False(string.IsNullOrWhiteSpace(error.Title));
            Assert.EndsWith(".", error.Remedy, StringComparison.Ordinal);
        });

    [GeneratedRegex("^SYNC-[1-9][0-9]{3}$")]
    private static partial Regex CodeForm();
}
