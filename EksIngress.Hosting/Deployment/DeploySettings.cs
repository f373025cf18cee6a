namespace EksIngress.Hosting.Deployment;

/// <summary>What the configuration says of deployments.</summary>
internal static class DeploySettings
{
    /// <summary>Setting that leads a deployment to a real account: <c>aws</c>. Nothing else ever does.</summary>
    public const string TargetSetting = "Eks:Target";

    /// <exception cref="DistributedApplicationException">There is no such target.</exception>
    public static DeployTarget ReadTarget(IConfiguration configuration) =>
        configuration[TargetSetting] switch
        {
            null or "" or "emulator" => DeployTarget.Emulator,
            "aws" => DeployTarget.Aws,
            var other => throw new DistributedApplicationException($"{TargetSetting} is '{other}'. Use emulator, which is the default, or aws."),
        };
}
