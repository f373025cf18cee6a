using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public class PipelineOptions
{
    public string? OutputPath { get; set; }

    /// <summary>Only this step, and those it depends on, are run; all when null.</summary>
    public string? Step { get; set; }
}
