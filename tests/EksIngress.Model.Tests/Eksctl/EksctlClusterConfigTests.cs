using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Eksctl;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Eksctl;

public sealed class EksctlClusterConfigTests
{
    public static TheoryData<string> Cases => ["dev", "everything", "rich"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_Spec_GivesTheRecordedFile(string name) =>
        Golden.Equal(Golden.Folder($"eksctl/{name}.yaml"), EksctlClusterConfig.Write(Spec(name)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_Spec_HasOnlyMembersOfTheSchema(string name)
    {
        var document = YamlDocument.ReadAll(Encoding.UTF8.GetString(EksctlClusterConfig.Write(Spec(name)))).Single();

        Assert.Empty(EksctlSchema.Faults(document));
    }

    [Fact]
    public void Faults_MembersThatTheSchemaHasNot_AreFound()
    {
        var document = JsonNode.Parse("""
            {"apiVersion":"eksctl.io/v1alpha5","kind":"ClusterConfig","metadata":{"name":"a"},
             "vpc":{"nat":{"gateway":"None"}},"iam":{"withOidc":true},"managedNodeGroups":[{"name":"a","minSize":"2"}]}
            """)!;

        Assert.Equal(
            ["metadata.region is missing", "vpc.nat.gateway is None", "iam.withOidc is unknown", "managedNodeGroups[0].minSize is no Number"],
            EksctlSchema.Faults(document));
    }

    private static EnvironmentSpec Spec(string name) => name switch { "dev" => Specs.Dev, "everything" => Specs.Everything, _ => Specs.Rich };

    /// <summary>The part of eksctl's schema that is used, as facts: members, their types, which must be there.</summary>
    /// <remarks>Source: https://github.com/eksctl-io/eksctl, schema of v1alpha5 at 99984adb6 (2026-08-22)</remarks>
    private static class EksctlSchema
    {
        private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
        {
            ["ClusterConfig"] = "apiVersion!:eksctl.io/v1alpha5 kind!:ClusterConfig|ClusterConfig metadata!:ClusterMeta vpc:ClusterVPC iam:ClusterIAM accessConfig:AccessConfig addons:Addon[] managedNodeGroups:ManagedNodeGroup[] availabilityZones:string[]",
            ["ClusterMeta"] = "name!:string region!:string version:string tags:map annotations:map",
            ["ClusterVPC"] = "id:string cidr:string nat:ClusterNAT subnets:ClusterSubnets clusterEndpoints:ClusterEndpoints publicAccessCIDRs:string[]",
            ["ClusterNAT"] = "gateway:HighlyAvailable|Single|Disable",
            ["ClusterEndpoints"] = "publicAccess:bool privateAccess:bool",
            ["ClusterSubnets"] = "public:any private:any",
            ["ClusterIAM"] = "withOIDC:bool serviceAccounts:ClusterIAMServiceAccount[] podIdentityAssociations:PodIdentityAssociation[]",
            ["ClusterIAMServiceAccount"] = "metadata:ClusterIAMMeta roleName:string roleOnly:bool attachPolicy:any attachPolicyARNs:string[] attachRoleARN:string permissionsBoundary:string tags:map wellKnownPolicies:any",
            ["ClusterIAMMeta"] = "name:string namespace:string labels:map annotations:map",
            ["PodIdentityAssociation"] = "namespace:string serviceAccountName:string createServiceAccount:bool roleName:string roleARN:string permissionPolicy:any permissionPolicyARNs:string[] wellKnownPolicies:any tags:map",
            ["AccessConfig"] = "authenticationMode:API|API_AND_CONFIG_MAP|CONFIG_MAP bootstrapClusterCreatorAdminPermissions:bool accessEntries:any",
            ["Addon"] = "name!:string version:string configurationValues:string",
            ["ManagedNodeGroup"] = "name!:string instanceTypes:string[] minSize:int desiredCapacity:int maxSize:int privateNetworking:bool volumeSize:int labels:map taints:NodeGroupTaint[] spot:bool amiFamily:AmazonLinux2023|AmazonLinux2|Bottlerocket tags:map subnets:string[]",
            ["NodeGroupTaint"] = "key:string value:string effect:NoSchedule|PreferNoSchedule|NoExecute",
        };

        public static List<string> Faults(JsonNode document)
        {
            var faults = new List<string>();
            Check(document, "ClusterConfig", "", faults);
            return faults;
        }

        private static void Check(JsonNode node, string type, string path, List<string> faults)
        {
            var members = Types[type].Split(' ').Select(member => member.Split(':', 2)).ToDictionary(member => member[0].TrimEnd('!'), member => (Required: member[0].EndsWith('!'), Type: member[1]));
            foreach (var (name, _) in members.Where(member => member.Value.Required && node[member.Key] is null))
            {
                faults.Add($"{path}{name} is missing");
            }

            foreach (var (name, value) in node.AsObject())
            {
                if (!members.TryGetValue(name, out var member))
                {
                    faults.Add($"{path}{name} is unknown");
                }
                else if (member.Type.EndsWith("[]", StringComparison.Ordinal))
                {
                    var items = value!.AsArray();
                    for (var i = 0; i < items.Count; i++)
                    {
                        CheckValue(items[i]!, member.Type[..^2], $"{path}{name}[{i}]", faults);
                    }
                }
                else
                {
                    CheckValue(value!, member.Type, path + name, faults);
                }
            }
        }

        private static void CheckValue(JsonNode value, string type, string path, List<string> faults)
        {
            switch (type)
            {
                case "any":
                    break;
                case "string":
                    Kind(JsonValueKind.String);
                    break;
                case "int":
                    Kind(JsonValueKind.Number);
                    break;
                case "bool" when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                    break;
                case "map":
                    foreach (var (key, item) in value.AsObject())
                    {
                        CheckValue(item!, "string", $"{path}.{key}", faults);
                    }

                    break;
                case var _ when Types.ContainsKey(type):
                    Check(value, type, path + ".", faults);
                    break;
                case var values when !values.Split('|').Contains(value.ToString()):
                    faults.Add($"{path} is {value}");
                    break;
            }

            void Kind(JsonValueKind kind)
            {
                if (value.GetValueKind() != kind)
                {
                    faults.Add($"{path} is no {kind}");
                }
            }
        }
    }
}
