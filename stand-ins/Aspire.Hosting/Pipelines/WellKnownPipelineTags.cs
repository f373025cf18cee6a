using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class WellKnownPipelineTags
{
    public const string ProvisionInfrastructure = "provision-infra";
    public const string BuildCompute = "build-compute";
    public const string PushContainerImage = "push-container-image";
    public const string DeployCompute = "deploy-compute";
}
