using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Launching;

namespace StandIns.Tests.Aspire;

internal static class TestProjects
{
    public static IResourceBuilder<ProjectResource> Add(IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata) =>
        builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata).WithProjectDefaults(new ProjectResourceOptions());
}
