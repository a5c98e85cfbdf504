namespace SyncAdmin.App.Sample;

/// <summary>Configuration section <c>Sample</c>.</summary>
internal sealed class SampleOptions
{
    /// <summary>Full name of <see cref="Enabled"/>.</summary>
    internal const string Key = "Sample:Enabled";

    /// <summary>
    /// <c>true</c>: make the sample, once. <c>false</c>: never. Null, the default: make it when state, vectors and embeddings are the
    /// embedded ones and there is no state yet.
    /// </summary>
    public bool? Enabled { get; set; }
}
