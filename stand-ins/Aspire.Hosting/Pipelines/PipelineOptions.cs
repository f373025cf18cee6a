using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public class PipelineOptions
{
    public string? OutputPath { get; set; }

    /// <summary>Accepted and without effect: this host keeps no state between two runs.</summary>
    public bool ClearCache { get; set; }

    /// <summary>Only this step, and those it depends on, are run; all when null.</summary>
    public string? Step { get; set; }

    /// <summary>Least severe line that goes to whoever follows the pipeline: <c>trace</c> to <c>critical</c>; <c>information</c> by default.</summary>
    public string? LogLevel { get; set; }

    /// <summary>True if the user said yes beforehand to what destroys or costs.</summary>
    public bool SkipConfirmation { get; set; }
}
