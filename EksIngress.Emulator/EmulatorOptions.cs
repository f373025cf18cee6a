using EksIngress.Emulator.LoadBalancer.SignIn;

namespace EksIngress.Emulator;

/// <summary>Settings of the emulator: section <c>Emulator</c> of the configuration, or the command line.</summary>
internal sealed class EmulatorOptions
{
    /// <summary>Region of an emulator that was told none.</summary>
    public const string DefaultRegion = "eu-west-1";

    /// <summary>Folder for state, certificates, kubeconfig, tokens and outputs; made with mode 0700. Default: <c>.eks/emulator</c>.</summary>
    public string Directory { get; set; } = Path.Combine(".eks", "emulator");

    /// <summary>
    /// Whether the state of AWS and of Kubernetes is kept in the directory (<c>emulator.db</c>), for the next run to go on with. False, or
    /// <c>--no-persist</c>, keeps it in memory: every run starts with an empty account. Default: true.
    /// </summary>
    public bool Persist { get; set; } = true;

    /// <summary>
    /// Whether <c>outputs.json</c> is written into the directory once the emulator serves. An AppHost turns it off: there the
    /// file says that the environment is ready, which is later. Default: true.
    /// </summary>
    public bool WriteOutputs { get; set; } = true;

    /// <summary>Port of the AWS endpoint on 127.0.0.1; 0 takes the one of the run before if it is free, else any free one. Used when ASPNETCORE_URLS is not set.</summary>
    public int AwsPort { get; set; }

    /// <summary>Region that outputs name; empty means <c>eu-west-1</c>. Requests are served in whatever region they are signed for.</summary>
    public string Region { get; set; } = DefaultRegion;

    /// <summary>Twelve digits. Default: <c>000000000000</c>.</summary>
    public string AccountId { get; set; } = "000000000000";

    /// <summary>Access key of the administrator that exists from the start; when empty, that of the run before, or a new one.</summary>
    public string AccessKeyId { get; set; } = "";

    /// <summary>Secret of that key; set with it or not at all.</summary>
    public string SecretAccessKey { get; set; } = "";

    /// <summary>Bearer key of the pod attachment socket; generated when empty.</summary>
    public string AttachKey { get; set; } = "";

    /// <summary>Factor on the time that state changes take on AWS. 0 (the default) makes them instant, 1 is AWS's pace.</summary>
    public double TimeScale { get; set; }

    /// <summary>
    /// Quotas of the account that are not AWS's defaults, by name: <c>Emulator:Quotas:iam/RolesPerAccount</c>. docs/emulator-aws.md lists them.
    /// </summary>
    public Dictionary<string, int> Quotas { get; } = [];

    /// <summary>
    /// Providers of OpenID Connect that stand in for user pools of Amazon Cognito, by pool: <c>Emulator:UserPools:eu-west-1_a1B2c3</c>.
    /// </summary>
    public Dictionary<string, UserPoolOptions> UserPools { get; } = [];
}
