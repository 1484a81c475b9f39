package dev.slipway.pipelinefile.compose;

import static dev.slipway.pipelinefile.compose.KeyRule.refused;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keys that Compose knows and nobody may write, each with its reason. Kept apart only to be read as a list. */
final class Refusals {

    private static final String HOST = "it gives the container power over the host";
    private static final String HOST_NAMESPACE = "it shares a namespace with the host or another container";
    private static final String HOST_FILES = "it reads files of the host";
    private static final String HOST_PROGRAM = "it runs a program outside the container";
    private static final String REMOVE = "remove it";

    /** Refused in every service, whatever the file is for. */
    static final Map<String, KeyRule> OF_SERVICES = ofServices();

    /** Refused at the top level of every file. */
    static final Map<String, KeyRule> OF_FILES = ofFiles();

    private Refusals() {}

    private static Map<String, KeyRule> ofServices() {
        var rules = new LinkedHashMap<String, KeyRule>();
        refuse(rules, HOST, REMOVE, "privileged", "cap_add", "devices", "device_cgroup_rules", "gpus", "security_opt");
        refuse(rules, HOST, REMOVE, "cgroup", "cgroup_parent", "sysctls", "runtime", "isolation", "credential_spec");
        refuse(rules, HOST, REMOVE, "storage_opt", "group_add", "oom_kill_disable", "oom_score_adj", "shm_size");
        refuse(rules, "it hands the engine's socket to the container", REMOVE, "use_api_socket");
        refuse(rules, HOST_NAMESPACE, REMOVE, "pid", "ipc", "uts", "userns_mode");
        refuse(rules, HOST_NAMESPACE, "write nothing: services reach each other by name", "network_mode");
        refuse(
                rules,
                "it mounts what belongs to another container",
                "write volumes with a name instead",
                "volumes_from");
        refuse(rules, HOST_FILES, "write environment instead", "env_file");
        refuse(rules, HOST_FILES, "write labels instead", "label_file");
        refuse(rules, HOST_FILES, "write the service out", "extends");
        refuse(
                rules,
                "images come from the package section",
                "write image: ${IMAGE_<component>} instead",
                "build",
                "develop");
        refuse(rules, HOST_PROGRAM, "write an ordinary service", "provider");
        refuse(rules, HOST_PROGRAM, REMOVE, "models");
        refuse(rules, "it may run with more rights than the service", "write entrypoint instead", "post_start");
        refuse(rules, "it may run with more rights than the service", "write stop_signal instead", "pre_stop");
        refuse(rules, "it may run with more rights than the service", "write entrypoint instead", "pre_start");
        refuse(rules, "its names and addresses are Slipway's to give", REMOVE, "dns", "dns_search", "dns_opt");
        refuse(rules, "its names and addresses are Slipway's to give", REMOVE, "extra_hosts", "container_name");
        refuse(rules, "all services share one network of their own", REMOVE, "networks");
        refuse(rules, "logs are collected by Slipway", REMOVE, "logging");
        refuse(rules, "Slipway decides what follows a crash", REMOVE, "restart");
        refuse(rules, "every capability is dropped already", REMOVE, "cap_drop");
        refuse(rules, "this version has no secrets and configs", "write environment", "secrets", "configs");
        return rules;
    }

    private static Map<String, KeyRule> ofFiles() {
        var rules = new LinkedHashMap<String, KeyRule>();
        refuse(rules, "it loads other files, also from other machines", "write the services out", "include");
        refuse(rules, "all services share one network of their own", REMOVE, "networks");
        refuse(rules, "this version has no secrets and configs", "write environment", "secrets", "configs");
        refuse(rules, HOST_PROGRAM, REMOVE, "models");
        return rules;
    }

    private static void refuse(Map<String, KeyRule> rules, String reason, String instead, String... keys) {
        for (var key : keys) {
            rules.put(key, refused(reason, instead));
        }
    }
}
