namespace EksIngress.Hosting.Local;

/// <summary>An environment that is emulated on this machine, for one run of the AppHost.</summary>
internal sealed record LocalEnvironment(
    EksEnvironmentResource Environment,
    IResourceWithEndpoints Emulator,
    IResource Provisioner,
    LocalDirectory Directory,
    LocalKeys Keys)
{
    /// <summary>The account of every emulator.</summary>
    public const string AccountId = "000000000000";

    /// <summary>The emulator's AWS endpoint.</summary>
    public EndpointReference Endpoint => Emulator.GetEndpoint("http");
}
