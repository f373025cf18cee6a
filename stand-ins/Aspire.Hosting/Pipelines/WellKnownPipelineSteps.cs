using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class WellKnownPipelineSteps
{
    public const string Publish = "publish";
    public const string PublishPrereq = "publish-prereq";
    public const string Deploy = "deploy";
    public const string DeployPrereq = "deploy-prereq";
    public const string Build = "build";
    public const string BuildPrereq = "build-prereq";
    public const string Push = "push";
    public const string PushPrereq = "push-prereq";
    public const string Destroy = "destroy";
    public const string DestroyPrereq = "destroy-prereq";
    public const string Diagnostics = "diagnostics";
    public const string BeforeStart = "before-start";
    public const string ValidateComputeEnvironments = "validate-compute-environments";
    public const string ProcessParameters = "process-parameters";
}
