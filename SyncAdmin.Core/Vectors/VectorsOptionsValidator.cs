using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Vectors;

/// <summary>Refuses, at start, what can't work.</summary>
internal sealed class VectorsOptionsValidator : IValidateOptions<VectorsOptions>
{
    public ValidateOptionsResult Validate(string? name, VectorsOptions options) => options.Provider switch
    {
        VectorsProvider.Embedded or VectorsProvider.Qdrant => ValidateOptionsResult.Success,
        _ => ValidateOptionsResult.Fail(
            $"Vectors:Provider is '{options.Provider}', which is no vector store. Set it to 'embedded' or 'qdrant', or leave it out."),
    };
}
