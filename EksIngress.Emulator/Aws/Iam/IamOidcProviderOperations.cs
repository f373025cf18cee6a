using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>OpenID Connect identity providers: the issuers whose tokens STS may take.</summary>
internal sealed partial class IamOidcProviderOperations(Guarded<IamState> iam, TimeProvider time, string accountId)
{
    private const int MaxClientIds = 100;
    private const int MaxClientIdLength = 255;

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreateOpenIDConnectProvider", "Url ClientIDList[] ThumbprintList[] Tags[](Key Value)", AccessNewProvider, Create),
        QueryOperation.Create("GetOpenIDConnectProvider", "OpenIDConnectProviderArn", call => Access(call, "iam:GetOpenIDConnectProvider"), Get),
        QueryOperation.Create("ListOpenIDConnectProviders", "", _ => new("iam:ListOpenIDConnectProviders", "*", ConditionKeys.None), List),
        QueryOperation.Create("DeleteOpenIDConnectProvider", "OpenIDConnectProviderArn", call => Access(call, "iam:DeleteOpenIDConnectProvider"), Delete),
        QueryOperation.Create("AddClientIDToOpenIDConnectProvider", "OpenIDConnectProviderArn ClientID", call => Access(call, "iam:AddClientIDToOpenIDConnectProvider"), AddClientId),
        QueryOperation.Create("RemoveClientIDFromOpenIDConnectProvider", "OpenIDConnectProviderArn ClientID", call => Access(call, "iam:RemoveClientIDFromOpenIDConnectProvider"), RemoveClientId),
        QueryOperation.Create("UpdateOpenIDConnectProviderThumbprint", "OpenIDConnectProviderArn ThumbprintList[]", call => Access(call, "iam:UpdateOpenIDConnectProviderThumbprint"), UpdateThumbprint),
        QueryOperation.Create("TagOpenIDConnectProvider", "OpenIDConnectProviderArn Tags[](Key Value)", call => Access(call, "iam:TagOpenIDConnectProvider", keys => keys.AddRequestTags(IamTags.Read(call.Parameters))), Tag),
        QueryOperation.Create("UntagOpenIDConnectProvider", "OpenIDConnectProviderArn TagKeys[]", call => Access(call, "iam:UntagOpenIDConnectProvider", keys => keys.AddTagKeys(IamTags.ReadKeys(call.Parameters))), Untag),
        QueryOperation.Create("ListOpenIDConnectProviderTags", "OpenIDConnectProviderArn Marker MaxItems", call => Access(call, "iam:ListOpenIDConnectProviderTags"), ListTags),
    ];

    private AccessRequest AccessNewProvider(AwsCall call) =>
        new("iam:CreateOpenIDConnectProvider", ArnOf(ReadUrl(call)), new ConditionKeys().AddRequestTags(IamTags.Read(call.Parameters)).Values);

    private AccessRequest Access(AwsCall call, string action, Action<ConditionKeys>? add = null)
    {
        var arn = call.Parameters.Get("OpenIDConnectProviderArn");
        var keys = new ConditionKeys().AddResourceTags(iam.Current.OidcProviders.GetValueOrDefault(arn)?.Tags ?? IamTags.None, "iam");
        add?.Invoke(keys);
        return new AccessRequest(action, arn, keys.Values);
    }

    private string ArnOf(string url) => $"arn:aws:iam::{accountId}:oidc-provider/{url}";

    private static OidcProvider Get(IamState state, AwsCall call)
    {
        var arn = call.Parameters.Get("OpenIDConnectProviderArn");
        return state.OidcProviders.GetValueOrDefault(arn) ?? throw IamErrors.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");
    }

    private void Change(AwsCall call, Func<OidcProvider, OidcProvider> change) =>
        iam.Update(state => Get(state, call) is var provider ? state with { OidcProviders = state.OidcProviders.SetItem(provider.Arn, change(provider)) } : state);

    private XElement?[] Create(AwsCall call)
    {
        var url = ReadUrl(call);
        var clientIds = call.Parameters.Strings("ClientIDList.member").ToImmutableSortedSet(StringComparer.Ordinal);
        var thumbprints = ReadThumbprints(call);
        var tags = IamTags.Add(IamTags.None, IamTags.Read(call.Parameters));
        if (clientIds.Count > MaxClientIds || clientIds.Any(id => id.Length is < 1 or > MaxClientIdLength))
        {
            throw IamErrors.Validation("1 validation error detected: Value at 'clientIDList' failed to satisfy constraint: Member must have length between 1 and 255, and at most 100 members");
        }

        var provider = new OidcProvider(ArnOf(url), url, clientIds, thumbprints, time.GetUtcNow(), tags);
        iam.Update(state =>
        {
            if (state.OidcProviders.ContainsKey(provider.Arn))
            {
                throw IamErrors.AlreadyExists($"Provider with url https://{url} already exists.");
            }

            return state.OidcProviders.Count < state.Quotas[AwsQuota.IamOidcProviders]
                ? state with { OidcProviders = state.OidcProviders.Add(provider.Arn, provider) }
                : throw IamErrors.LimitExceeded($"Cannot exceed quota for OpenIdConnectProvidersPerAccount: {state.Quotas[AwsQuota.IamOidcProviders]}");
        });
        return [new XElement("OpenIDConnectProviderArn", provider.Arn), IamTags.ToXml(tags)];
    }

    private XElement?[] Get(AwsCall call)
    {
        var provider = Get(iam.Current, call);
        return
        [
            new XElement("Url", provider.Url),
            new XElement("ClientIDList", provider.ClientIds.Select(id => new XElement("member", id))),
            new XElement("ThumbprintList", provider.Thumbprints.Select(thumbprint => new XElement("member", thumbprint))),
            new XElement("CreateDate", AwsTime.Iso(provider.CreateDate)),
            IamTags.ToXml(provider.Tags),
        ];
    }

    private XElement[] List(AwsCall call) =>
        [new XElement("OpenIDConnectProviderList", iam.Current.OidcProviders.Keys.Select(arn => new XElement("member", new XElement("Arn", arn))))];

    // Idempotent: deleting one that is not there succeeds.
    private XElement[] Delete(AwsCall call)
    {
        iam.Update(state => state with { OidcProviders = state.OidcProviders.Remove(call.Parameters.Get("OpenIDConnectProviderArn")) });
        return [];
    }

    private XElement[] AddClientId(AwsCall call)
    {
        var clientId = call.Parameters.Get("ClientID");
        if (clientId.Length > MaxClientIdLength)
        {
            throw IamErrors.Validation($"1 validation error detected: Value at 'clientID' failed to satisfy constraint: Member must have length less than or equal to {MaxClientIdLength}");
        }

        Change(call, provider => provider.ClientIds.Count < MaxClientIds || provider.ClientIds.Contains(clientId)
            ? provider with { ClientIds = provider.ClientIds.Add(clientId) }
            : throw IamErrors.LimitExceeded($"Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {MaxClientIds}"));
        return [];
    }

    private XElement[] RemoveClientId(AwsCall call)
    {
        Change(call, provider => provider with { ClientIds = provider.ClientIds.Remove(call.Parameters.Get("ClientID")) });
        return [];
    }

    private XElement[] UpdateThumbprint(AwsCall call)
    {
        var thumbprints = ReadThumbprints(call);
        if (thumbprints.IsEmpty)
        {
            // Only a creation may go without.
            _ = call.Parameters.Get("ThumbprintList");
        }

        Change(call, provider => provider with { Thumbprints = thumbprints });
        return [];
    }

    private XElement[] Tag(AwsCall call)
    {
        Change(call, provider => provider with { Tags = IamTags.Add(provider.Tags, IamTags.Read(call.Parameters)) });
        return [];
    }

    private XElement[] Untag(AwsCall call)
    {
        Change(call, provider => provider with { Tags = provider.Tags.RemoveRange(IamTags.ReadKeys(call.Parameters)) });
        return [];
    }

    private XElement?[] ListTags(AwsCall call) =>
        IamPage.Create(call.Parameters, Get(iam.Current, call).Tags, tag => tag.Key, "Tags", IamXml.Tag);

    // https://oidc.eks.eu-west-1.amazonaws.com/id/0123…: no port and no query are allowed.
    private static string ReadUrl(AwsCall call)
    {
        var url = call.Parameters.Get("Url");
        return url.Length <= 255 && ProviderUrl().Match(url) is { Success: true } match
            ? match.Groups[1].Value
            : throw IamErrors.Validation("Invalid Open ID Connect Provider URL");
    }

    // May be empty: for issuers with a certificate of a public authority IAM trusts its own roots.
    private static ImmutableArray<string> ReadThumbprints(AwsCall call)
    {
        ImmutableArray<string> thumbprints = [.. call.Parameters.Strings("ThumbprintList.member")];
        return thumbprints.Length <= 5 && thumbprints.All(thumbprint => Thumbprint().IsMatch(thumbprint))
            ? thumbprints
            : throw IamErrors.Validation("Thumbprints must be exactly 40 hexadecimal characters, and at most five.");
    }

    [GeneratedRegex(@"^https://([A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-])?)/?\z")]
    private static partial Regex ProviderUrl();

    [GeneratedRegex(@"^[0-9A-Fa-f]{40}\z")]
    private static partial Regex Thumbprint();
}
