namespace EksIngress.Hosting.Deployment;

/// <summary>Where a deployment goes.</summary>
internal enum DeployTarget
{
    /// <summary>The emulator of the AppHost that runs, or the one that the AWS variables name.</summary>
    Emulator,

    /// <summary>A real account.</summary>
    Aws,
}
