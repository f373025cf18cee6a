using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Ecr;

/// <summary>Elastic Container Registry: repositories and authorization tokens. There is no registry to push to or pull from.</summary>
internal sealed class EcrService(Guarded<EcrState> ecr, TimeProvider time) : IAwsService
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(12);

    public string SigningName => "ecr";

    public AwsProtocol Protocol => AwsProtocol.Json;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public string TargetPrefix => "AmazonEC2ContainerRegistry_V20150921";

    public IReadOnlyCollection<AwsOperation> Operations =>
    [
        JsonOperation.Create("GetAuthorizationToken", "registryIds[]", _ => [new AccessRequest("ecr:GetAuthorizationToken", "*", ConditionKeys.None)], GetToken),
        JsonOperation.Create("CreateRepository", "registryId repositoryName tags[](Key Value) imageTagMutability imageScanningConfiguration(scanOnPush) encryptionConfiguration(encryptionType)", AccessNew, Create),
        JsonOperation.Create("DescribeRepositories", "registryId repositoryNames[] nextToken maxResults", AccessMany, Describe),
        JsonOperation.Create("DeleteRepository", "registryId repositoryName force", call => OnNamed(call, "DeleteRepository"), Delete),
        JsonOperation.Create("ListImages", "registryId repositoryName nextToken maxResults filter(tagStatus imageStatus)", call => OnNamed(call, "ListImages"), call => Images(call, "imageIds")),
        JsonOperation.Create("DescribeImages", "registryId repositoryName imageIds[](imageDigest imageTag) nextToken maxResults filter(tagStatus imageStatus)", call => OnNamed(call, "DescribeImages"), call => Images(call, "imageDetails")),
        JsonOperation.Create("TagResource", "resourceArn tags[](Key Value)", call => OnArn(call, "TagResource"), call => Retag(call, tags => tags.SetItems(EcrInput.Tags(new JsonMembers(call.Body))))),
        JsonOperation.Create("UntagResource", "resourceArn tagKeys[]", call => OnArn(call, "UntagResource"), call => Retag(call, tags => tags.RemoveRange(new JsonMembers(call.Body).Strings("tagKeys")))),
        JsonOperation.Create("ListTagsForResource", "resourceArn", call => OnArn(call, "ListTagsForResource"), call => new JsonObject { ["tags"] = Tags(GetByArn(call)) }),
    ];

    private static string ArnOf(AwsCall call, string name) => $"arn:aws:ecr:{call.Region}:{call.AccountId}:repository/{name}";

    private AccessRequest To(AwsCall call, string operation, string arn)
    {
        var members = new JsonMembers(call.Body);
        var keys = new ConditionKeys()
            .AddResourceTags(ecr.Current.Repositories.GetValueOrDefault(arn)?.Tags ?? ImmutableSortedDictionary<string, string>.Empty, "ecr")
            .AddRequestTags(members.Objects("tags").Select(tag => KeyValuePair.Create(tag.FindString("Key") ?? "", tag.FindString("Value") ?? "")))
            .AddTagKeys(members.Strings("tagKeys"));
        return new AccessRequest($"ecr:{operation}", arn, keys.Values);
    }

    private IEnumerable<AccessRequest> OnNamed(AwsCall call, string operation) =>
        [To(call, operation, ArnOf(call, new JsonMembers(call.Body).FindString("repositoryName") ?? ""))];

    private IEnumerable<AccessRequest> OnArn(AwsCall call, string operation) => [To(call, operation, ResourceArn(call))];

    private IEnumerable<AccessRequest> AccessNew(AwsCall call)
    {
        yield return OnNamed(call, "CreateRepository").Single();
        if (new JsonMembers(call.Body).Objects("tags").Length > 0)
        {
            yield return OnNamed(call, "TagResource").Single();
        }
    }

    private IEnumerable<AccessRequest> AccessMany(AwsCall call)
    {
        var names = new JsonMembers(call.Body).Strings("repositoryNames");
        return names.IsEmpty
            ? [new AccessRequest("ecr:DescribeRepositories", ArnOf(call, "*"), ConditionKeys.None)]
            : names.Select(name => To(call, "DescribeRepositories", ArnOf(call, name)));
    }

    // A password that no registry knows; what is true of it is its shape and its end.
    private JsonObject GetToken(AwsCall call)
    {
        foreach (var registry in new JsonMembers(call.Body).Strings("registryIds"))
        {
            EcrInput.CheckRegistry(registry, call.AccountId);
        }

        var password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96));
        return new JsonObject
        {
            ["authorizationData"] = new JsonArray(new JsonObject
            {
                ["authorizationToken"] = Convert.ToBase64String(Encoding.ASCII.GetBytes($"AWS:{password}")),
                ["expiresAt"] = AwsTime.EpochSeconds(time.GetUtcNow() + TokenLifetime),
                ["proxyEndpoint"] = $"https://{call.AccountId}.dkr.ecr.{call.Region}.amazonaws.com",
            }),
        };
    }

    private JsonObject Create(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        EcrInput.CheckRegistry(members, call.AccountId);
        var name = EcrInput.RepositoryName(members);
        var mutability = members.FindString("imageTagMutability") ?? "MUTABLE";
        if (mutability is not ("MUTABLE" or "IMMUTABLE"))
        {
            throw mutability.EndsWith("_WITH_EXCLUSION", StringComparison.Ordinal)
                ? EcrErrors.NotEmulated($"imageTagMutability {mutability}; use MUTABLE or IMMUTABLE.")
                : EcrErrors.InvalidParameter("imageTagMutability", "must be MUTABLE or IMMUTABLE");
        }

        if (members.FindJson("encryptionConfiguration") is { } encryption && new JsonMembers(encryption).FindString("encryptionType") is not ("AES256" or null))
        {
            throw EcrErrors.NotEmulated("encryption with a key of KMS; leave encryptionConfiguration out.");
        }

        var repository = new EcrRepository
        {
            Arn = ArnOf(call, name),
            RegistryId = call.AccountId,
            Region = call.Region,
            Name = name,
            CreatedAt = time.GetUtcNow(),
            ImageTagMutability = mutability,
            ScanOnPush = members.FindJson("imageScanningConfiguration") is { } scanning && new JsonMembers(scanning).FindBoolean("scanOnPush") == true,
            Tags = EcrInput.Tags(members),
        };
        ecr.Update(state =>
        {
            if (state.Repositories.ContainsKey(repository.Arn))
            {
                throw EcrErrors.Exists(name, call.AccountId);
            }

            return state.Repositories.Values.Count(other => other.Region == call.Region) < state.Quotas[AwsQuota.EcrRepositories]
                ? state.Set(repository)
                : throw new AwsException("LimitExceededException", $"The limit of {state.Quotas[AwsQuota.EcrRepositories]} repositories per registry is reached.");
        });
        return new JsonObject { ["repository"] = Json(repository) };
    }

    private JsonObject Describe(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        EcrInput.CheckRegistry(members, call.AccountId);
        var names = members.Strings("repositoryNames");
        var found = names.IsEmpty
            ? ecr.Current.Repositories.Values.Where(repository => repository.Region == call.Region)
            : names.Distinct(StringComparer.Ordinal).Select(name => Get(call, EcrInput.CheckName(name))).OrderBy(repository => repository.Arn, StringComparer.Ordinal);
        return EcrPage.Create(members, found, repository => repository.Arn, "repositories", Json);
    }

    private JsonObject Delete(AwsCall call)
    {
        // There are no images that it would take force to delete.
        _ = new JsonMembers(call.Body).FindBoolean("force");
        var repository = GetNamed(call);
        ecr.Update(state => state with { Repositories = state.Repositories.Remove(repository.Arn) });
        return new JsonObject { ["repository"] = Json(repository) };
    }

    private JsonObject Images(AwsCall call, string listName)
    {
        var repository = GetNamed(call);
        EcrInput.CheckFilter(new JsonMembers(call.Body));
        var wanted = new JsonMembers(call.Body).Objects("imageIds");
        return wanted.IsEmpty
            ? EcrPage.Create(new JsonMembers(call.Body), Array.Empty<string>(), digest => digest, listName, digest => JsonValue.Create(digest))
            : throw new AwsException(
                "ImageNotFoundException",
                $"The image with imageId {{imageDigest:'{wanted[0].FindString("imageDigest") ?? "null"}', imageTag:'{wanted[0].FindString("imageTag") ?? "null"}'}} does not exist within the repository with name '{repository.Name}' in the registry with id '{repository.RegistryId}'");
    }

    private EcrRepository GetNamed(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        EcrInput.CheckRegistry(members, call.AccountId);
        return Get(call, EcrInput.RepositoryName(members));
    }

    private EcrRepository Get(AwsCall call, string name) =>
        ecr.Current.Repositories.GetValueOrDefault(ArnOf(call, name)) ?? throw EcrErrors.NoRepository(name, call.AccountId);

    private static string ResourceArn(AwsCall call) =>
        new JsonMembers(call.Body).FindString("resourceArn") is { } arn && arn.StartsWith("arn:aws:ecr:", StringComparison.Ordinal)
            ? arn
            : throw EcrErrors.InvalidParameter("resourceArn", "must be the ARN of a repository");

    private EcrRepository GetByArn(AwsCall call) => GetByArn(ecr.Current, call);

    private static EcrRepository GetByArn(EcrState state, AwsCall call)
    {
        var arn = ResourceArn(call);
        return state.Repositories.GetValueOrDefault(arn) ?? throw EcrErrors.NoRepository(arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..], call.AccountId);
    }

    private JsonObject Retag(AwsCall call, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        ecr.Update(state =>
        {
            var repository = GetByArn(state, call);
            var tags = change(repository.Tags);
            EcrInput.CheckCount(tags);
            return state.Set(repository with { Tags = tags });
        });
        return [];
    }

    private static JsonArray Tags(EcrRepository repository) =>
        new([.. repository.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    private static JsonObject Json(EcrRepository repository) => new()
    {
        ["repositoryArn"] = repository.Arn,
        ["registryId"] = repository.RegistryId,
        ["repositoryName"] = repository.Name,
        ["repositoryUri"] = repository.Uri,
        ["createdAt"] = AwsTime.EpochSeconds(repository.CreatedAt),
        ["imageTagMutability"] = repository.ImageTagMutability,
        ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = repository.ScanOnPush },
        ["encryptionConfiguration"] = new JsonObject { ["encryptionType"] = "AES256" },
    };
}
