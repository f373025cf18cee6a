namespace EksIngress.Emulator.Aws.Waf;

/// <summary>AWS WAF: web ACLs and their associations with load balancers, as records. Nothing enforces them.</summary>
internal sealed class WafV2Service(WebAclOperations webAcls, WebAclAssociations associations, WebAclTags tags) : IAwsService
{
    public string SigningName => "wafv2";

    public AwsProtocol Protocol => AwsProtocol.Json;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public string TargetPrefix => "AWSWAF_20190729";

    public IReadOnlyCollection<AwsOperation> Operations { get; } = [.. webAcls.Operations, .. associations.Operations, .. tags.Operations];
}
