using Amazon.Runtime.Credentials;
using EksIngress.Provisioner.Commands;

var host = new ProvisionerHost
{
    Output = Console.Out,
    Error = Console.Error,
    Input = Console.IsInputRedirected ? null : Console.In,
    StandardInput = Console.In,
    Variables = Environment.GetEnvironmentVariable,
    FindCredentials = () => DefaultAWSCredentialsIdentityResolver.GetCredentials(),
    Time = TimeProvider.System,
    StartTelemetry = ProvisionerTelemetryHost.Start,
};
return await new CommandLine(host).RunAsync(args, CancellationToken.None);
