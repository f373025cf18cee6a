using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>AWS Security Token Service.</summary>
internal sealed class StsService : IAwsService
{
    public StsService() =>
        Operations =
        [
            new AwsOperation { Name = "GetCallerIdentity", Access = _ => [], Handle = (call, _) => ValueTask.FromResult<AwsResult>(GetCallerIdentity(call)) },
        ];

    public string SigningName => "sts";

    public AwsProtocol Protocol => AwsProtocol.Query;

    public string ApiVersion => "2011-06-15";

    public string XmlNamespace => "https://sts.amazonaws.com/doc/2011-06-15/";

    public IReadOnlyCollection<AwsOperation> Operations { get; }

    // Needs no permission, and no policy can deny it.
    private static AwsResult.Xml GetCallerIdentity(AwsCall call) =>
        new AwsResult.Xml(
            new XElement("Arn", call.Caller!.Arn),
            new XElement("UserId", call.Caller.UserId),
            new XElement("Account", call.Caller.AccountId));
}
