using Xunit;

namespace SyncAdmin.Tests.Browser;

/// <summary>Browser tests share one application and run one after another: two browsers on two cores would only make each other late.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    internal const string Name = "Browser";
}
