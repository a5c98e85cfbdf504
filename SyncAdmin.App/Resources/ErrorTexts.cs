namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>ErrorTexts.resx</c> (English) and <c>ErrorTexts.es.resx</c>.</summary>
public sealed class ErrorTexts;
